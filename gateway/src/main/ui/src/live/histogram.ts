const PER_OCTAVE = 8;
const OCTAVES = 27;

export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Counts durations in buckets that grow by a twelfth or so; small, however many there are. In microseconds, up to two minutes. */
export class Histogram {
  private readonly counts = new Uint32Array(PER_OCTAVE * OCTAVES);
  private total = 0;
  private largest = 0;

  record(micros: number): void {
    const value = Math.max(1, micros);
    const bucket = Math.min(this.counts.length - 1, Math.floor(Math.log2(value) * PER_OCTAVE));
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
    this.largest = Math.max(this.largest, micros);
  }

  percentiles(): Percentiles {
    return { count: this.total, p50: this.at(0.5), p90: this.at(0.9), p99: this.at(0.99), max: this.largest };
  }

  clear(): void {
    this.counts.fill(0);
    this.total = 0;
    this.largest = 0;
  }

  /** Returns the upper bound of the bucket that holds this share of all. */
  private at(share: number): number {
    let left = Math.ceil(this.total * share);
    if (!left) return 0;
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      left -= this.counts[bucket] ?? 0;
      if (left <= 0) return Math.min(this.largest, 2 ** ((bucket + 1) / PER_OCTAVE));
    }
    return this.largest;
  }
}
