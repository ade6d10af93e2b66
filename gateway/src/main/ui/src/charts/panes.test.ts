import { describe, expect, it } from 'vitest';
import { lastOfEachSecond } from './EquityPlot';
import { faded } from './look';
import { type ChartLine, indicatorOf, panesOf } from './panes';
import { sparkPath } from './Sparkline';

const line = (name: string, onPrice: boolean): ChartLine => ({ name, onPrice, first: 0, values: [] });

describe('indicator lines', () => {
  it('lie over the candles or in a pane for each indicator', () => {
    const lines = [
      line('ema(12)', true),
      line('macd(12, 26, 9).line', false),
      line('rsi(14)', false),
      line('macd(12, 26, 9).signal', false),
      line('bollinger(20, 2.5).upper', true),
    ];
    expect(panesOf(lines)).toEqual([0, 1, 2, 1, 0]);
    expect(indicatorOf('bollinger(20, 2.5)')).toBe('bollinger(20, 2.5)');
  });
});

describe('sparklines', () => {
  it('go from edge to edge and from low to high', () => {
    expect(sparkPath([1, 3, 2], 100, 20)).toBe('M0.0 19.0L50.0 1.0L100.0 10.0');
  });

  it('are flat when nothing moves, and nothing without two values', () => {
    expect(sparkPath([5, 5], 10, 20)).toBe('M0.0 10.0L10.0 10.0');
    expect(sparkPath([5], 10, 20)).toBe('');
  });
});

describe('equity', () => {
  it('is shown once a second, as it was last', () => {
    const points = [1_000, 1_400, 2_000].map((millis, i) => ({ millis, equity: String(i) }));
    expect(lastOfEachSecond(points).map((point) => point.equity)).toEqual(['1', '2']);
  });

  it('has faded colours below it', () => {
    expect(faded('#1f55c4', 0.5)).toBe('rgba(31, 85, 196, 0.5)');
    expect(faded('rgb(1 2 3)', 0.5)).toBe('rgb(1 2 3)');
  });
});
