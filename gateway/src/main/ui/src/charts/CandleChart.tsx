import { useMemo } from 'react';
import { formatDateTime, formatNumber, formatPrice } from '@/format';
import type { Candle } from '@/live';
import { CandlePlot, type ChartLevel, type ChartMarker, type ShownCandles } from './CandlePlot';
import { ChartFrame } from './ChartFrame';
import type { ChartColours } from './look';
import type { ChartLine } from './panes';
import { usePlot } from './usePlot';

export interface CandleChartProps {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** Closed ones, oldest first, all of one series: give the chart a `key` of symbol and interval. */
  readonly candles: readonly Candle[];
  readonly forming?: Candle | null;
  readonly tickSize?: string | undefined;
  readonly markers?: readonly ChartMarker[];
  readonly levels?: readonly ChartLevel[];
  /** Lines of indicators over the closed candles; those that are not on the scale of the price get panes of their own. */
  readonly lines?: readonly ChartLine[];
  readonly volume?: boolean;
  readonly height?: number;
}

const NONE: readonly never[] = [];
const make = (element: HTMLElement, colours: ChartColours) => new CandlePlot(element, colours);

/**
 * Candles with what was done and computed on them. A new candle, or a change of the forming one, draws that candle alone. Lists are
 * compared by identity: one that has not changed has to be the same object.
 */
export function CandleChart(props: CandleChartProps) {
  const { label, tickSize, markers = NONE, levels = NONE, lines = NONE, volume = false, height = 420 } = props;
  const { candles: closed, forming = null } = props;
  const candles = useMemo(() => joined(closed, forming), [closed, forming]);
  const shown: ShownCandles = { candles, tickSize, markers, levels, lines, volume };
  const { element, chart } = usePlot(make, shown);
  return <ChartFrame label={label} description={described(candles, tickSize, markers.length)} height={height} element={element} chart={chart} />;
}

/** The closed candles and the forming one, unless it has closed meanwhile. */
function joined(candles: readonly Candle[], forming: Candle | null): readonly Candle[] {
  const last = candles.at(-1);
  return forming && (!last || forming.openMillis > last.openMillis) ? [...candles, forming] : candles;
}

function described(candles: readonly Candle[], tickSize: string | undefined, markers: number): string {
  const first = candles[0];
  const last = candles.at(-1);
  if (!first || !last) return 'No candles yet';
  const trades = markers ? `, ${markers} entries and exits` : '';
  const price = formatPrice(last.close, tickSize);
  return `${formatNumber(candles.length)} ${candles.length === 1 ? 'candle' : 'candles'} from ${formatDateTime(first.openMillis)} on, last price ${price}${trades}`;
}
