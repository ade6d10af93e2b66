import { AreaSeries, createChart, type IChartApi, type ISeriesApi } from 'lightweight-charts';
import { approximate, type DecimalText, formatMoney, placesOfCurrency } from '@/format';
import { type ChartColours, chartTime, commonOptions, faded } from './look';
import { planUpdate } from './plan';
import type { Plot } from './usePlot';

/** What something was worth. */
export interface EquityPoint {
  readonly millis: number;
  readonly equity: DecimalText;
}

export interface ShownEquity {
  /** Oldest first; of points in the same second the last is shown. */
  readonly points: readonly EquityPoint[];
  readonly currency: string;
}

/** An equity curve on a canvas. */
export class EquityPlot implements Plot<ShownEquity> {
  readonly chart: IChartApi;
  private readonly series: ISeriesApi<'Area'>;
  private points: readonly EquityPoint[] = [];
  private given: readonly EquityPoint[] = [];
  private currency = '';

  constructor(element: HTMLElement, colours: ChartColours) {
    this.chart = createChart(element, commonOptions(colours));
    this.series = this.chart.addSeries(AreaSeries, { lineWidth: 2 });
    this.paint(colours);
  }

  paint(colours: ChartColours): void {
    this.chart.applyOptions(commonOptions(colours));
    this.series.applyOptions({
      lineColor: colours.accent,
      topColor: faded(colours.accent, 0.28),
      bottomColor: faded(colours.accent, 0.02),
    });
  }

  show({ points, currency }: ShownEquity): void {
    if (currency !== this.currency) this.scale(currency);
    if (points === this.given) return;
    this.given = points;
    const kept = lastOfEachSecond(points);
    const plan = planUpdate(this.points, kept, secondOf);
    this.points = kept;
    if (plan.kind === 'update') for (const point of plan.points) this.series.update(dot(point));
    if (plan.kind === 'set') {
      this.series.setData(kept.map(dot));
      this.chart.timeScale().fitContent();
    }
  }

  private scale(currency: string): void {
    this.currency = currency;
    const places = placesOfCurrency(currency);
    this.series.applyOptions({
      priceFormat: {
        type: 'custom',
        formatter: (value: number) => formatMoney(value.toFixed(places), currency),
        minMove: 10 ** -places,
      },
    });
  }
}

/** Returns the points of which no later one lies in the same second, the finest that a chart knows. */
export function lastOfEachSecond(points: readonly EquityPoint[]): readonly EquityPoint[] {
  return points.filter((point, i) => {
    const next = points[i + 1];
    return !next || secondOf(next) !== secondOf(point);
  });
}

function secondOf(point: EquityPoint): number {
  return chartTime(point.millis);
}

function dot(point: EquityPoint) {
  return { time: chartTime(point.millis), value: approximate(point.equity) };
}
