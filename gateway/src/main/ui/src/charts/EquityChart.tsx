import { formatDateTime, formatMoney } from '@/format';
import { ChartFrame } from './ChartFrame';
import { type EquityPoint, EquityPlot, type ShownEquity } from './EquityPlot';
import type { ChartColours } from './look';
import { usePlot } from './usePlot';

const make = (element: HTMLElement, colours: ChartColours) => new EquityPlot(element, colours);

/** An equity curve. */
export function EquityChart({ label, height = 260, ...shown }: ShownEquity & { label: string; height?: number }) {
  const { element, chart } = usePlot(make, shown);
  return <ChartFrame label={label} description={described(shown)} height={height} element={element} chart={chart} />;
}

function described({ points, currency }: ShownEquity): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return 'Nothing to show yet';
  const worth = (point: EquityPoint) => formatMoney(point.equity, currency, { rounded: true, unit: true });
  return `From ${worth(first)} at ${formatDateTime(first.millis)} to ${worth(last)} at ${formatDateTime(last.millis)}`;
}
