import { get } from '@/api/client';
import type { PageOf, Schemas } from '@/api/types';

export type EquitySnapshot = Schemas['EquitySnapshotTaken'];

/** The beginning of the day that a time is in, where the reader is. */
export function startOfDay(millis: number): number {
  return new Date(millis).setHours(0, 0, 0, 0);
}

/** The equity that an account began the day with: that of its last snapshot before; undefined if it has none. */
export async function equityAtStartOfDay(account: string, day: number, signal: AbortSignal): Promise<string | undefined> {
  const query = { account, to: new Date(day).toISOString(), limit: 1 };
  const page = await get<PageOf<EquitySnapshot>>('/equity', { query, signal });
  return page.items[0]?.equity;
}
