import type { Candle, PriceUpdated } from '@/live';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Returns the length of an interval such as `15m` in milliseconds; null for weeks and months, whose length or beginning varies. */
export function intervalMillis(interval: string): number | null {
  const match = /^(\d+)([smhd])$/.exec(interval);
  const seconds = SECONDS[match?.[2] ?? ''];
  return match && seconds !== undefined ? Number(match[1]) * seconds * 1_000 : null;
}

/**
 * Returns the forming candle after a price. Its volume stays, because a price does not tell it; the closed candle brings it.
 *
 * @param forming the candle so far; null when none has begun
 * @param closed the last closed candle, whose interval is over; null when there is none
 */
export function withPrice(
  forming: Candle | null,
  closed: Candle | null,
  price: PriceUpdated,
  millis: number,
): Candle | null {
  const { last } = price;
  if (!(last > 0)) return forming;
  const openMillis = Math.floor(price.eventMillis / millis) * millis;
  if (closed && openMillis <= closed.openMillis) return forming;
  if (!forming || openMillis > forming.openMillis) {
    return { openMillis, open: last, high: last, low: last, close: last, volume: 0, quoteVolume: 0, trades: 0 };
  }
  if (openMillis < forming.openMillis || last === forming.close) return forming;
  return { ...forming, close: last, high: Math.max(forming.high, last), low: Math.min(forming.low, last) };
}
