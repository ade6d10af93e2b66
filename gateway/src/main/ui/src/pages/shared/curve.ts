import { get } from '@/api/client';
import type { PageOf } from '@/api/types';
import type { EquityPoint } from '@/charts';
import type { EquitySnapshot } from '@/pages/overview/profitToday';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ranges of the curve; `samples` says how many points of a long one are read, each the last snapshot of its stretch. */
export const RANGES = [
  { value: 'hour', label: '1 hour', millis: HOUR, samples: 0 },
  { value: 'day', label: '1 day', millis: DAY, samples: 48 },
  { value: 'week', label: '1 week', millis: 7 * DAY, samples: 56 },
  { value: 'month', label: '30 days', millis: 30 * DAY, samples: 60 },
] as const;

export type RangeName = (typeof RANGES)[number]['value'];

/** The requests that are under way side by side while samples are read. */
const AT_ONCE = 4;

/** Reads the curve of an account, or of a bot in it, from `now` back; oldest first. */
export async function readCurve(
  of: { account: string; bot?: string },
  range: (typeof RANGES)[number],
  now: number,
  signal: AbortSignal,
): Promise<EquityPoint[]> {
  const from = now - range.millis;
  if (range.samples === 0) return points(await read({ ...of, from: iso(from), limit: 1_000 }, signal));
  const step = range.millis / range.samples;
  const ends = Array.from({ length: range.samples }, (_, index) => from + (index + 1) * step);
  const found: EquitySnapshot[] = [];
  const worker = async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      found.push(...(await read({ ...of, from: iso(end - step), to: iso(end), limit: 1 }, signal)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return points(found);
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
