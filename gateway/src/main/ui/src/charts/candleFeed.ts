import type { Candle, MeshEvent } from '@/live';
import { withPrice } from './forming';

/** Candles of one symbol and interval. */
export interface CandleFeed {
  /** Closed ones, oldest first. */
  readonly candles: readonly Candle[];
  readonly forming: Candle | null;
}

/** What a feed is of. */
export interface CandleKey {
  readonly symbol: string;
  readonly interval: string;
  /** Length of the interval; null when prices cannot be put into it. */
  readonly millis: number | null;
}

const MOST = 2_000;

/** Returns the candles after these events; the same object if none of them is about it. */
export function withEvents(feed: CandleFeed, events: readonly MeshEvent[], key: CandleKey): CandleFeed {
  let { candles, forming } = feed;
  for (const event of events) {
    if (event.type === 'CandleClosed' && event.symbol === key.symbol && event.interval === key.interval) {
      candles = withClosed(candles, event.candle);
      if (forming && forming.openMillis <= event.candle.openMillis) forming = null;
    } else if (event.type === 'PriceUpdated' && event.symbol === key.symbol && key.millis !== null) {
      forming = withPrice(forming, candles.at(-1) ?? null, event, key.millis);
    }
  }
  return candles === feed.candles && forming === feed.forming ? feed : { candles, forming };
}

/** Puts a closed candle where it belongs; one that was fetched later may be older than the last. */
function withClosed(candles: readonly Candle[], closed: Candle): readonly Candle[] {
  const last = candles.at(-1);
  if (!last || closed.openMillis > last.openMillis) return [...candles, closed].slice(-MOST);
  const at = candles.findIndex((candle) => candle.openMillis >= closed.openMillis);
  const isKnown = candles[at]?.openMillis === closed.openMillis;
  return candles.toSpliced(at, isKnown ? 1 : 0, closed);
}
