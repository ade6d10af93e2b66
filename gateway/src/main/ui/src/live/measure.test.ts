import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram';
import { Measure } from './measure';
import { Seen } from './seen';
import { priceOf } from './testing';

const NOW = 1_800_000_000_000;

describe('a histogram', () => {
  it('knows percentiles within a twelfth', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50_000_000 }), { minLength: 1 }), (values) => {
        const histogram = new Histogram();
        values.forEach((value) => histogram.record(value));
        const sorted = values.toSorted((a, b) => a - b);
        const { p50, p90, p99, max, count } = histogram.percentiles();
        const exact = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
        for (const [share, found] of [[0.5, p50], [0.9, p90], [0.99, p99]] as const) {
          expect(found).toBeGreaterThanOrEqual(exact(share) * 0.999);
          expect(found).toBeLessThanOrEqual(exact(share) * 1.1);
        }
        expect([max, count]).toEqual([sorted.at(-1), values.length]);
      }),
    );
  });

  it('is all zero when nothing was recorded', () => {
    expect(new Histogram().percentiles()).toEqual({ count: 0, p50: 0, p90: 0, p99: 0, max: 0 });
  });
});

describe('measuring', () => {
  it('takes clocks that agree as they are', () => {
    const measure = new Measure();
    measure.delivered([priceOf('A', 1, NOW * 1_000 - 7_000)], NOW);
    measure.applied(NOW + 3)?.(NOW + 20);
    const { skewMicros, stages } = measure.summary();
    expect(skewMicros).toBe(0);
    expect(stages.PriceUpdated.delivered.max).toBe(7_000);
    expect(stages.PriceUpdated.applied.max).toBe(10_000);
    expect(stages.PriceUpdated.painted.max).toBe(27_000);
  });

  it('counts from the fastest event when the clocks differ', () => {
    for (const ahead of [-5_000_000, 5_000_000]) {
      const measure = new Measure();
      measure.delivered([priceOf('A', 1, NOW * 1_000 + ahead)], NOW);
      measure.delivered([priceOf('A', 1, NOW * 1_000 + ahead - 9_000)], NOW);
      const { skewMicros, stages } = measure.summary();
      expect(skewMicros).toBe(-ahead);
      expect(stages.PriceUpdated.delivered).toMatchObject({ count: 2, max: 9_000 });
    }
  });

  it('says nothing of frames without anything to measure', () => {
    const measure = new Measure();
    expect(measure.applied(NOW)).toBeNull();
    measure.delivered([priceOf('A', 1, NOW * 1_000)], NOW);
    measure.skip();
    expect(measure.applied(NOW)).toBeNull();
  });
});

describe('ids that were seen', () => {
  it('are remembered, the newest at least, and not for ever', () => {
    const seen = new Seen(3);
    expect(['a', 'b', 'c', 'a'].map((id) => seen.isNew(id))).toEqual([true, true, true, false]);
    ['d', 'e', 'f', 'g'].forEach((id) => seen.isNew(id));
    expect(seen.isNew('e')).toBe(false);
    expect(seen.isNew('a')).toBe(true);
  });
});
