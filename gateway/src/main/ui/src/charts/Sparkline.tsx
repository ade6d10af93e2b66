import { useMemo } from 'react';
import './charts.css';

/** A tiny line without axes. Its colour is that of the text around it. */
export function Sparkline({ values, label, width = 96, height = 24 }: {
  /** Oldest first. */
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  const path = useMemo(() => sparkPath(values, width, height), [values, width, height]);
  return (
    <svg className="sparkline" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path d={path} />
    </svg>
  );
}

/** Returns the line through the values, from edge to edge; flat in the middle when they are all the same. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return '';
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const step = width / (values.length - 1);
  return values
    .map((value, i) => {
      const y = range ? height - 1 - ((value - low) / range) * (height - 2) : height / 2;
      return `${i ? 'L' : 'M'}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
