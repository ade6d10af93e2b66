import type { Schemas } from '@/live';

export type ChartLine = Schemas['ChartLine'];

/** The name of an indicator without the part that names one of its lines: `macd(12, 26, 9).signal` belongs to `macd(12, 26, 9)`. */
export function indicatorOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > name.lastIndexOf(')') && dot > 0 ? name.slice(0, dot) : name;
}

/** Returns the pane of each line: 0 over the candles, others below, one for each indicator. */
export function panesOf(lines: readonly ChartLine[]): readonly number[] {
  const panes = new Map<string, number>();
  return lines.map((line) => {
    if (line.onPrice) return 0;
    const indicator = indicatorOf(line.name);
    const pane = panes.get(indicator) ?? panes.size + 1;
    panes.set(indicator, pane);
    return pane;
  });
}
