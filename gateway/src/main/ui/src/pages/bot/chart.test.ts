import { expect, it } from 'vitest';
import type { Candle, PositionView } from '@/live';
import { order } from '@/live/testing';
import { levelsOf, markerOf, withNewer } from './BotChart';

const candle = (openMillis: number): Candle => ({ openMillis, open: 1, high: 1, low: 1, close: 1, volume: 1, quoteVolume: 1, trades: 1 });

it('goes on with candles that have closed since, each once and in their order', () => {
  const read = [candle(1), candle(2)];
  expect(withNewer(read, [candle(2), candle(3), candle(3), candle(4)]).map(({ openMillis }) => openMillis)).toEqual([1, 2, 3, 4]);
  expect(withNewer(read, [candle(1)])).toBe(read);
});

it('shows the prices that a bot waits for', () => {
  const position = { entryPrice: '100', stopPrice: '98.5', targetPrice: null } as PositionView;
  expect(levelsOf(position, [order('o', '1', { side: 'SELL', limitPrice: '104' })])).toEqual([
    { price: 100, kind: 'entry', title: 'entry' },
    { price: 98.5, kind: 'stop', title: 'stop' },
    { price: 104, kind: 'limit', title: 'sell' },
  ]);
  expect(levelsOf(undefined, [])).toEqual([]);
});

it('marks what was bought as an entry and what was sold as an exit', () => {
  const fill = {
    fillId: 'f', orderId: 'o', account: 'main', bot: 'a', symbol: 'BTCUSDT', quantity: '0.50', price: '1', fee: '0',
    time: '2026-01-01T00:00:00Z',
  };
  expect(markerOf({ ...fill, side: 'BUY' })).toEqual({ millis: 1_767_225_600_000, kind: 'entry', text: 'entry 0.5' });
  expect(markerOf({ ...fill, side: 'SELL' }).kind).toBe('exit');
});
