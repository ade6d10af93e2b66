import { describe, expect, it } from 'vitest';
import type { Candle } from '@/live';
import { priceOf } from '@/live/testing';
import { intervalMillis, withPrice } from './forming';

const MINUTE = 60_000;
const T = 1_800_000_000_000;
const at = (millis: number, last: number) => priceOf('BTCUSDT', last, (T + millis) * 1_000);
const candle = (openMillis: number, close: number): Candle => ({
  openMillis,
  open: close,
  high: close,
  low: close,
  close,
  volume: 3,
  quoteVolume: 3,
  trades: 3,
});

describe('the forming candle', () => {
  it('begins with the first price of its interval', () => {
    expect(withPrice(null, candle(T - MINUTE, 9), at(500, 10), MINUTE)).toMatchObject({ openMillis: T, open: 10, close: 10 });
  });

  it('follows the price and remembers its extremes and its volume', () => {
    let forming = withPrice({ ...candle(T, 10) }, null, at(1_000, 12), MINUTE);
    forming = withPrice(forming, null, at(2_000, 8), MINUTE);
    expect(forming).toMatchObject({ open: 10, high: 12, low: 8, close: 8, volume: 3 });
  });

  it('is another one in the next interval', () => {
    expect(withPrice(candle(T, 10), null, at(MINUTE, 11), MINUTE)).toMatchObject({ openMillis: T + MINUTE, open: 11 });
  });

  it('takes no price of an interval that is over, and stays the same object when nothing changes', () => {
    const forming = candle(T, 10);
    expect(withPrice(forming, null, at(-1, 99), MINUTE)).toBe(forming);
    expect(withPrice(forming, null, at(5, 10), MINUTE)).toBe(forming);
    expect(withPrice(forming, null, { ...at(5, 10), last: 0 }, MINUTE)).toBe(forming);
    expect(withPrice(null, candle(T, 10), at(5, 11), MINUTE)).toBeNull();
  });

  it('needs an interval of one length', () => {
    expect(['1s', '15m', '4h', '3d'].map(intervalMillis)).toEqual([1_000, 900_000, 14_400_000, 259_200_000]);
    expect(['1w', '1M', 'm', ''].map(intervalMillis)).toEqual([null, null, null, null]);
  });
});
