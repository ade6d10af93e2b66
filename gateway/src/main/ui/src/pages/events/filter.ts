import { botOf, type Severity, symbolOf, type ToldEvent, type ToldType } from '@/live';

/** What a list of events is narrowed to; empty fields narrow nothing. */
export type EventFilter = {
  readonly types: ReadonlySet<ToldType>;
  /** Part of the name of a bot. */
  readonly bot: string;
  readonly symbol: string;
  readonly severity: Severity;
};

export const EVERYTHING: EventFilter = { types: new Set(), bot: '', symbol: '', severity: 'INFO' };

const RANK: Readonly<Record<Severity, number>> = { INFO: 0, WARNING: 1, CRITICAL: 2 };

/** Returns what passes the filter, newest first. */
export function filtered(events: readonly ToldEvent[], filter: EventFilter): readonly ToldEvent[] {
  const bot = filter.bot.trim().toLowerCase();
  const symbol = filter.symbol.trim().toLowerCase();
  return events
    .filter(
      (event) =>
        (!filter.types.size || filter.types.has(event.type)) &&
        RANK[event.severity] >= RANK[filter.severity] &&
        (!bot || botOf(event).toLowerCase().includes(bot)) &&
        (!symbol || symbolsOf(event).some((name) => name.toLowerCase().includes(symbol))),
    )
    .toReversed();
}

/** Returns the events of two lists in the order in which they were published. */
export function inOrder(left: readonly ToldEvent[], right: readonly ToldEvent[]): readonly ToldEvent[] {
  return [...left, ...right].sort((a, b) => a.publishedMicros - b.publishedMicros);
}

function symbolsOf(event: ToldEvent): readonly string[] {
  return event.type === 'FeedStatusChanged' ? event.symbols : [symbolOf(event)];
}

/** A step of the way that led to an event. */
export type Cause = { readonly id: string; readonly event: ToldEvent | null };

const MOST_CAUSES = 20;

/** Walks back from an event to what began it, nearest first. The last one may not be known any more, or be a price. */
export function causesOf(event: ToldEvent, known: readonly ToldEvent[]): readonly Cause[] {
  const byId = new Map(known.map((other) => [other.id, other]));
  const causes: Cause[] = [];
  let next = event.cause;
  while (next !== null && causes.length < MOST_CAUSES) {
    const cause: ToldEvent | null = byId.get(next) ?? null;
    causes.push({ id: next, event: cause });
    next = cause?.cause ?? null;
  }
  return causes;
}

/** Eleven digits of base 36 that hold microseconds, the node, a sequence of seven digits, and a `p` for prices. */
const ID = /^([0-9a-z]{11})-(.+)-[0-9a-z]{7}(p?)$/;

/** Returns when the event of an id was made, epoch milliseconds, and by which node. Null for other ids. */
export function readId(id: string): { millis: number; node: string; isPrice: boolean } | null {
  const [, micros, node, price] = ID.exec(id) ?? [];
  if (micros === undefined || node === undefined) return null;
  return { millis: Math.floor(parseInt(micros, 36) / 1_000), node, isPrice: price === 'p' };
}
