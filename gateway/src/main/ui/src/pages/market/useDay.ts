import { useCallback, useEffect, useState } from 'react';
import { get } from '@/api/client';
import { usePoll } from '@/api/usePoll';
import type { Schemas } from '@/live';

/** What a symbol did in the last day. */
export interface Day {
  /** Price a day ago, or as far back as is known. */
  readonly open: number;
  /** Closes of a quarter of an hour each, oldest first. */
  readonly closes: readonly number[];
}

const QUARTERS = 96;
const AT_ONCE = 3;
const PERIOD_MILLIS = 300_000;

/** Reads the last day of each symbol, a few at a time, and again every five minutes. What cannot be read is left out. */
export function useDays(symbols: readonly string[]): ReadonlyMap<string, Day> {
  const [days, setDays] = useState<ReadonlyMap<string, Day>>(new Map());
  const read = useCallback(async () => {
    const waiting = [...symbols];
    const worker = async () => {
      for (let symbol = waiting.shift(); symbol !== undefined; symbol = waiting.shift()) {
        const known = symbol;
        const day = await readDay(known).catch(() => null);
        if (day) setDays((old) => new Map(old).set(known, day));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }, [symbols]);
  const again = useCallback(() => void read(), [read]);
  useEffect(again, [again]);
  usePoll(again, PERIOD_MILLIS);
  return days;
}

async function readDay(symbol: string): Promise<Day | null> {
  const query = { symbol, interval: '15m', limit: QUARTERS };
  const { items } = await get<Schemas['CandlePage']>('/candles', { query });
  const [first] = items;
  return first ? { open: first.open, closes: items.map((candle) => candle.close) } : null;
}
