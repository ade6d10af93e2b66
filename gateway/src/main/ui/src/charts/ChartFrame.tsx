import type { IChartApi } from 'lightweight-charts';
import type { KeyboardEvent, RefObject } from 'react';
import './charts.css';

const SCROLL_BARS = 10;
const ZOOM = 1.25;

/** The place of a chart: of a fixed height, so that nothing moves when it is drawn; the arrow keys and + and - move in it. */
export function ChartFrame({ label, description, height, element, chart: chartOf }: {
  label: string;
  /** What it shows in a sentence. */
  description: string;
  height: number;
  element: RefObject<HTMLDivElement | null>;
  chart: () => IChartApi | null;
}) {
  const press = (event: KeyboardEvent) => {
    const chart = chartOf();
    if (!chart || event.ctrlKey || event.metaKey || event.altKey || !move(chart, event.key)) return;
    event.preventDefault();
  };
  return (
    <div
      className="chart"
      role="img"
      tabIndex={0}
      aria-label={`${label}. ${description}`}
      style={{ height }}
      onKeyDown={press}
    >
      <div className="chart-canvas" ref={element} aria-hidden="true" />
    </div>
  );
}

function move(chart: IChartApi, key: string): boolean {
  const scale = chart.timeScale();
  const position = scale.scrollPosition();
  const { barSpacing } = scale.options();
  switch (key) {
    case 'ArrowLeft':
      scale.scrollToPosition(position - SCROLL_BARS, false);
      return true;
    case 'ArrowRight':
      scale.scrollToPosition(position + SCROLL_BARS, false);
      return true;
    case '+':
      scale.applyOptions({ barSpacing: barSpacing * ZOOM });
      return true;
    case '-':
      scale.applyOptions({ barSpacing: barSpacing / ZOOM });
      return true;
    case 'Home':
      scale.fitContent();
      return true;
    case 'End':
      scale.scrollToRealTime();
      return true;
    default:
      return false;
  }
}
