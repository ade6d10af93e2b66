import type { MeshEvent } from './events';
import { Histogram, type Percentiles } from './histogram';

export const MEASURED = ['SignalGenerated', 'PriceUpdated'] as const;
export type MeasuredType = (typeof MEASURED)[number];
export const MOMENTS = ['delivered', 'applied', 'painted'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Measured {
  /** Microseconds by which the fastest event seemed to arrive before it was published, or clocks differ; 0 where they agree. */
  readonly skewMicros: number;
  readonly stages: Readonly<Record<MeasuredType, Readonly<Record<Moment, Percentiles>>>>;
}

/** Beyond this the clocks of server and browser are taken for different, not the network for slow. */
const MOST_PLAUSIBLE_MICROS = 1_000_000;

/**
 * Measures how long events take from their publication to the browser's memory, its state, and its screen. Not before the clocks are
 * known to agree: where the fastest event would have taken less than nothing or more than a second, times count from that fastest one.
 */
export class Measure {
  private readonly histograms = new Map<string, Histogram>();
  private fastest = Number.POSITIVE_INFINITY;
  private skew = 0;
  private pending: { type: MeasuredType; publishedMicros: number }[] = [];

  /** Notes that these arrived at `at`, epoch milliseconds. */
  delivered(events: readonly MeshEvent[], at: number): void {
    for (const { type, publishedMicros } of events) {
      if (!isMeasured(type)) continue;
      this.judgeClock(at * 1_000 - publishedMicros);
      this.record(type, 'delivered', publishedMicros, at);
      this.pending.push({ type, publishedMicros });
    }
  }

  /** Notes that what was delivered is in the state, and returns what to call when it is on the screen. */
  applied(at: number): ((at: number) => void) | null {
    if (!this.pending.length) return null;
    const batch = this.pending;
    this.pending = [];
    batch.forEach(({ type, publishedMicros }) => this.record(type, 'applied', publishedMicros, at));
    return (paintedAt) => {
      batch.forEach(({ type, publishedMicros }) => this.record(type, 'painted', publishedMicros, paintedAt));
    };
  }

  /** Forgets what was delivered and will not be shown, because the page went to the background. */
  skip(): void {
    this.pending = [];
  }

  clear(): void {
    this.histograms.forEach((histogram) => histogram.clear());
  }

  summary(): Measured {
    const stages = {} as Record<MeasuredType, Record<Moment, Percentiles>>;
    for (const type of MEASURED) {
      stages[type] = {} as Record<Moment, Percentiles>;
      for (const moment of MOMENTS) stages[type][moment] = this.histogram(type, moment).percentiles();
    }
    return { skewMicros: this.skew, stages };
  }

  private judgeClock(micros: number): void {
    if (micros >= this.fastest) return;
    this.fastest = micros;
    // A millisecond is what the browser's clock is rounded to.
    const skew = micros < -1_000 || micros > MOST_PLAUSIBLE_MICROS ? micros : 0;
    if (skew !== this.skew) {
      this.skew = skew;
      this.clear();
    }
  }

  private record(type: MeasuredType, moment: Moment, publishedMicros: number, at: number): void {
    this.histogram(type, moment).record(Math.max(0, at * 1_000 - publishedMicros - this.skew));
  }

  private histogram(type: MeasuredType, moment: Moment): Histogram {
    const key = `${type}/${moment}`;
    let histogram = this.histograms.get(key);
    if (!histogram) {
      histogram = new Histogram();
      this.histograms.set(key, histogram);
    }
    return histogram;
  }
}

function isMeasured(type: string): type is MeasuredType {
  return (MEASURED as readonly string[]).includes(type);
}
