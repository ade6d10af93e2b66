import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Candle } from '@/live';
import { CandleChart } from './CandleChart';
import { EquityChart } from './EquityChart';

const series = () => ({
  setData: vi.fn(),
  update: vi.fn(),
  applyOptions: vi.fn(),
  createPriceLine: vi.fn(() => ({})),
  removePriceLine: vi.fn(),
  priceScale: () => ({ applyOptions: vi.fn() }),
});
const added: ReturnType<typeof series>[] = [];
const setMarkers = vi.fn();
const remove = vi.fn();

// There is no canvas in the tests' document.
vi.mock('lightweight-charts', async (original) => ({
  ...(await original<object>()),
  createSeriesMarkers: () => ({ setMarkers }),
  createChart: () => ({
    remove,
    addSeries: () => {
      const made = series();
      added.push(made);
      return made;
    },
    removeSeries: vi.fn(),
    applyOptions: vi.fn(),
    panes: () => [],
    timeScale: () => ({ applyOptions: vi.fn(), scrollToRealTime: vi.fn(), fitContent: vi.fn() }),
  }),
}));

const T = 1_800_000_000_000;
const candle = (minute: number, close: number): Candle => ({
  openMillis: T + minute * 60_000,
  open: 1,
  high: 9,
  low: 1,
  close,
  volume: 1,
  quoteVolume: 1,
  trades: 1,
});

describe('a chart of candles', () => {
  it('sets what is there once and then draws only what changes', () => {
    added.length = 0;
    const closed = [candle(0, 2), candle(1, 3)];
    const view = render(<CandleChart label="BTCUSDT" candles={closed} forming={candle(2, 4)} tickSize="0.01" />);
    const candles = added[0];
    expect(candles?.setData).toHaveBeenCalledTimes(1);
    view.rerender(<CandleChart label="BTCUSDT" candles={closed} forming={candle(2, 5)} tickSize="0.01" />);
    view.rerender(<CandleChart label="BTCUSDT" candles={[...closed, candle(2, 6)]} forming={null} tickSize="0.01" />);
    expect(candles?.setData).toHaveBeenCalledTimes(1);
    expect(candles?.update.mock.calls.map(([point]) => (point as { close: number }).close)).toEqual([5, 6]);
    view.unmount();
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it('tells those who do not see it what it shows', () => {
    render(<CandleChart label="BTCUSDT, 1m" candles={[candle(0, 2.5)]} tickSize="0.01" />);
    expect(screen.getByRole('img')).toHaveAccessibleName(/^BTCUSDT, 1m\. 1 candle from .*, last price 2\.50$/);
  });

  it('draws markers, levels and indicator lines once each', () => {
    added.length = 0;
    setMarkers.mockClear();
    const markers = [{ millis: T, kind: 'entry', text: 'enter' } as const];
    const levels = [{ price: 1, kind: 'stop', title: 'stop' } as const];
    const lines = [{ name: 'ema(2)', onPrice: true, first: 1, values: [2.5] }];
    const closed = [candle(0, 2), candle(1, 3)];
    const chart = <CandleChart label="x" candles={closed} markers={markers} levels={levels} lines={lines} />;
    const view = render(chart);
    view.rerender(chart);
    expect(added).toHaveLength(3);
    expect(added[2]?.setData).toHaveBeenCalledExactlyOnceWith([{ time: T / 1_000 + 60, value: 2.5 }]);
    expect(added[0]?.createPriceLine).toHaveBeenCalledTimes(1);
    expect(setMarkers).toHaveBeenLastCalledWith([expect.objectContaining({ time: T / 1_000, text: 'enter' })]);
  });
});

describe('an equity curve', () => {
  it('goes on with update', () => {
    added.length = 0;
    const points = [1_000, 2_000].map((millis) => ({ millis, equity: '100.5' }));
    const view = render(<EquityChart label="main" points={points} currency="USDT" />);
    view.rerender(<EquityChart label="main" points={[...points, { millis: 3_000, equity: '101' }]} currency="USDT" />);
    expect(added[0]?.setData).toHaveBeenCalledTimes(1);
    expect(added[0]?.update).toHaveBeenCalledExactlyOnceWith({ time: 3, value: 101 });
    expect(screen.getByRole('img')).toHaveAccessibleName(/100\.50\u00a0USDT.*101\.00\u00a0USDT/);
  });
});
