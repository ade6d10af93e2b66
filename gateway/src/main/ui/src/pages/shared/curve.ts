import { get } from '@/api/client';
import type { PageOf } from '@/api/types';
import type { EquityPoint } from '@/charts';
import type { EquitySnapshot } from '@/pages/overview/profitToday';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ranges of the curve; of a long one the last snapshot of each stretch is read. */
export const RANGES = [
  { value: 'hour', label: '1 hour', millis: HOUR, every: null },
  { value: 'day', label: '1 day', millis: DAY, every: '5m' },
  { value: 'week', label: '1 week', millis: 7 * DAY, every: '30m' },
  { value: 'month', label: '30 days', millis: 30 * DAY, every: '2h' },
] as const;

export type RangeName = (typeof RANGES)[number]['value'];

/** Reads the curve of an account, or of a bot in it, from `now` back; oldest first. */
export async function readCurve(
  of: { account: string; bot?: string },
  range: (typeof RANGES)[number],
  now: number,
  signal: AbortSignal,
): Promise<EquityPoint[]> {
  const query = { ...of, from: iso(now - range.millis), limit: 1_000 };
  return points(await read(range.every === null ? query : { ...query, every: range.every }, signal));
}

/** Snapshots as points of a curve, oldest first, each once. */
export function points(snapshots: readonly EquitySnapshot[]): EquityPoint[] {
  const byTime = new Map(snapshots.map(({ time, equity }) => [Date.parse(time), equity]));
  return [...byTime].sort(([a], [b]) => a - b).map(([millis, equity]) => ({ millis, equity }));
}

async function read(query: Record<string, string | number>, signal: AbortSignal): Promise<EquitySnapshot[]> {
  return (await get<PageOf<EquitySnapshot>>('/equity', { query, signal })).items;
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
