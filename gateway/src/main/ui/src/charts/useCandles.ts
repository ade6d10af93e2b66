import { useCallback, useMemo, useState } from 'react';
import { get } from '@/api/client';
import { type Loaded, useLoad } from '@/api/useLoad';
import { type MeshEvent, type Schemas, useEvents } from '@/live';
import { type CandleFeed, type CandleKey, withEvents } from './candleFeed';
import { intervalMillis } from './forming';

type CandlePage = Schemas['CandlePage'];

/** Reads the candles of a symbol and keeps them live: the forming one follows the price. */
export function useCandles(symbol: string, interval: string, limit = 500): Loaded<CandleFeed> {
  const loaded = useLoad<CandlePage>(
    (signal) => get('/candles', { query: { symbol, interval, limit }, signal }),
    [symbol, interval, limit],
  );
  const { data, reload } = loaded;
  const start = useMemo(() => data && { candles: data.items, forming: data.forming }, [data]);
  const live = useLiveCandles(start, symbol, interval, reload);
  return { ...loaded, data: live };
}

/**
 * Keeps candles live that were read.
 *
 * @param reload called when events may have been missed
 */
export function useLiveCandles(
  start: CandleFeed | undefined,
  symbol: string,
  interval: string,
  reload: () => void,
): CandleFeed | undefined {
  const key: CandleKey = useMemo(() => ({ symbol, interval, millis: intervalMillis(interval) }), [symbol, interval]);
  const [moved, setMoved] = useState<{ from: CandleFeed; feed: CandleFeed }>();
  const listener = useCallback(
    (events: readonly MeshEvent[], resynced: boolean) => {
      if (resynced) reload();
      if (!start) return;
      setMoved((old) => {
        const before = old?.from === start ? old.feed : start;
        const feed = withEvents(before, events, key);
        return feed === before ? old : { from: start, feed };
      });
    },
    [start, key, reload],
  );
  useEvents(listener);
  return moved && moved.from === start ? moved.feed : start;
}
