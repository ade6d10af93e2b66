import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type Time,
} from 'lightweight-charts';
import { formatPrice, placesOfStep } from '@/format';
import type { Candle } from '@/live';
import { type ChartColours, chartTime, commonOptions, faded } from './look';
import { type ChartLine, panesOf } from './panes';
import { planUpdate } from './plan';
import type { Plot } from './usePlot';

/** Something that happened at a candle. */
export interface ChartMarker {
  readonly millis: number;
  readonly kind: 'entry' | 'exit';
  /** A word or two. */
  readonly text: string;
}

/** A price that matters. */
export interface ChartLevel {
  readonly price: number;
  readonly kind: 'entry' | 'stop' | 'target' | 'limit';
  readonly title: string;
}

export interface ShownCandles {
  /** Oldest first, the forming one last. */
  readonly candles: readonly Candle[];
  readonly tickSize: string | undefined;
  readonly markers: readonly ChartMarker[];
  readonly levels: readonly ChartLevel[];
  readonly lines: readonly ChartLine[];
  readonly volume: boolean;
}

const PANE_HEIGHT = 90;
const MINUTE = 60_000;
const NOTHING: ShownCandles = {
  candles: [],
  tickSize: undefined,
  markers: [],
  levels: [],
  lines: [],
  volume: false,
};

/** Candles on a canvas, with everything that is drawn on them. */
export class CandlePlot implements Plot<ShownCandles> {
  readonly chart: IChartApi;
  private readonly series: ISeriesApi<'Candlestick'>;
  private readonly volume: ISeriesApi<'Histogram'>;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private levels: IPriceLine[] = [];
  private lines: ISeriesApi<'Line'>[] = [];
  private shown = NOTHING;

  constructor(
    element: HTMLElement,
    private colours: ChartColours,
  ) {
    this.chart = createChart(element, commonOptions(colours));
    this.series = this.chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.volume = this.chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.markers = createSeriesMarkers<Time>(this.series, []);
    this.paint(colours);
  }

  paint(colours: ChartColours): void {
    this.colours = colours;
    const { profit, loss } = colours;
    this.chart.applyOptions(commonOptions(colours));
    this.series.applyOptions({ upColor: profit, downColor: loss, wickUpColor: profit, wickDownColor: loss });
    this.volume.applyOptions({ color: faded(colours.muted, 0.35) });
    this.lines.forEach((line, i) => line.applyOptions({ color: lineColour(colours, i) }));
    this.markThem(this.shown.markers);
    this.level(this.shown.levels);
  }

  show(next: ShownCandles): void {
    const before = this.shown;
    this.shown = next;
    if (next.tickSize !== before.tickSize && next.tickSize !== undefined) this.scale(next.tickSize);
    if (next.candles !== before.candles || next.volume !== before.volume) this.draw(before, next);
    if (next.markers !== before.markers) this.markThem(next.markers);
    if (next.levels !== before.levels) this.level(next.levels);
    if (next.lines !== before.lines) this.indicate(before.lines, next);
  }

  private scale(tickSize: string): void {
    this.series.applyOptions({
      priceFormat: {
        type: 'custom',
        formatter: (price: number) => formatPrice(price, tickSize),
        minMove: 10 ** -placesOfStep(tickSize),
      },
    });
  }

  private draw(before: ShownCandles, { candles, volume }: ShownCandles): void {
    const plan = planUpdate(before.candles, candles, (candle) => candle.openMillis);
    if (plan.kind === 'set' || volume !== before.volume) this.drawAll(candles, volume, !before.candles.length);
    else if (plan.kind === 'update') {
      for (const candle of plan.points) {
        this.series.update(bar(candle));
        if (volume) this.volume.update(traded(candle));
      }
    }
  }

  private drawAll(candles: readonly Candle[], volume: boolean, isFirst: boolean): void {
    this.series.setData(candles.map(bar));
    this.volume.setData(volume ? candles.map(traded) : []);
    const [first, second] = candles;
    if (!isFirst || !first) return;
    const isFine = second !== undefined && second.openMillis - first.openMillis < MINUTE;
    this.chart.timeScale().applyOptions({ secondsVisible: isFine });
    this.chart.timeScale().scrollToRealTime();
  }

  private markThem(markers: readonly ChartMarker[]): void {
    const { accent, muted, lines } = this.colours;
    this.markers.setMarkers(
      markers.map(
        ({ millis, kind, text }): SeriesMarker<Time> => ({
          time: chartTime(millis),
          position: kind === 'entry' ? 'belowBar' : 'aboveBar',
          shape: kind === 'entry' ? 'arrowUp' : 'arrowDown',
          color: kind === 'entry' ? accent : (lines[1] ?? muted),
          text,
        }),
      ),
    );
  }

  private level(levels: readonly ChartLevel[]): void {
    const { muted, loss, profit, accent } = this.colours;
    const colour = { entry: muted, stop: loss, target: profit, limit: accent };
    for (const line of this.levels) this.series.removePriceLine(line);
    this.levels = levels.map(({ price, kind, title }) =>
      this.series.createPriceLine({
        price,
        title,
        color: colour[kind],
        lineWidth: 1,
        lineStyle: kind === 'entry' ? LineStyle.Dotted : LineStyle.Dashed,
        axisLabelVisible: true,
      }),
    );
  }

  private indicate(before: readonly ChartLine[], { lines, candles }: ShownCandles): void {
    if (namesOf(before) !== namesOf(lines)) this.replaceLines(lines);
    lines.forEach((line, i) => {
      const points = line.values.flatMap((value, at) => {
        const candle = candles[line.first + at];
        if (!candle) return [];
        const time = chartTime(candle.openMillis);
        return [value === null ? { time } : { time, value }];
      });
      this.lines[i]?.setData(points);
    });
  }

  private replaceLines(lines: readonly ChartLine[]): void {
    for (const line of this.lines) this.chart.removeSeries(line);
    const panes = panesOf(lines);
    this.lines = lines.map((line, i) =>
      this.chart.addSeries(
        LineSeries,
        {
          title: line.name,
          color: lineColour(this.colours, i),
          lineWidth: 1,
          priceLineVisible: false,
          lastValueVisible: false,
          crosshairMarkerVisible: false,
        },
        panes[i],
      ),
    );
    for (const pane of this.chart.panes().slice(1)) pane.setHeight(PANE_HEIGHT);
  }
}

function bar({ openMillis, open, high, low, close }: Candle) {
  return { time: chartTime(openMillis), open, high, low, close };
}

function traded({ openMillis, volume }: Candle) {
  return { time: chartTime(openMillis), value: volume };
}

function lineColour({ lines, accent }: ChartColours, index: number): string {
  return lines[index % lines.length] ?? accent;
}

function namesOf(lines: readonly ChartLine[]): string {
  return lines.map(({ name, onPrice }) => `${name} ${String(onPrice)}`).join('\n');
}
