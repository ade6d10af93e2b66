import type { CandleClosed, PriceUpdated, Schemas, SignalGenerated, ToldEvent } from './events';

export type BotView = Schemas['Bot'];
export type PositionView = Schemas['Position'];
export type OrderView = Schemas['Order'];
export type AccountView = Schemas['Account'];
export type AccountRiskView = Schemas['AccountRisk'];
export type BreakerView = Schemas['Breaker'];
export type RiskView = Schemas['RiskState'];
export type FeedView = Schemas['Feed'];

/** Everything the dashboard knows of the mesh. Immutable: what did not change is the same object as before. */
export interface LiveState {
  /** Whether a snapshot has arrived since the start or the last sign-in. */
  readonly loaded: boolean;
  /** Parts that the snapshot had to leave out, because their service did not answer. */
  readonly missing: readonly string[];
  readonly bots: ReadonlyMap<string, BotView>;
  /** By bot. */
  readonly positions: ReadonlyMap<string, PositionView>;
  /** Open ones, by order id. */
  readonly orders: ReadonlyMap<string, OrderView>;
  readonly accounts: ReadonlyMap<string, AccountView>;
  readonly risk: RiskView;
  readonly feeds: ReadonlyMap<string, FeedView>;
  readonly prices: ReadonlyMap<string, PriceUpdated>;
  /** The last signal of each bot that was heard. */
  readonly signals: ReadonlyMap<string, SignalGenerated>;
  /** Newest last, at most {@link MOST_RECENT}; without prices, candles and the equity of single bots. */
  readonly recent: readonly ToldEvent[];
  /** Candles that closed, newest last, at most {@link MOST_CANDLES}. There are too many of them to be listed among the others. */
  readonly candles: readonly CandleClosed[];
  /** How many events have been put into `recent` so far, those that have left it included. */
  readonly heard: number;
  /** When events were last missed for good, epoch milliseconds: the list of recent ones has a hole there. */
  readonly gapAt: number | null;
}

export const MOST_RECENT = 2_000;
export const MOST_CANDLES = 500;

export const EMPTY_STATE: LiveState = {
  loaded: false,
  missing: [],
  bots: new Map(),
  positions: new Map(),
  orders: new Map(),
  accounts: new Map(),
  risk: { accounts: [], breakers: [], approved: 0, refused: 0 },
  feeds: new Map(),
  prices: new Map(),
  signals: new Map(),
  recent: [],
  candles: [],
  heard: 0,
  gapAt: null,
};

/** The parts of a snapshot, each as REST shows it. One that is absent was not told. */
export type SnapshotParts = Partial<Schemas['Snapshot']>;
export type PartName = Exclude<keyof SnapshotParts, 'missing'>;

/** Returns the state with these parts replaced. The other parts, and what has been heard, stay. */
export function withParts(state: LiveState, parts: SnapshotParts): LiveState {
  const { bots, positions, orders, portfolio, risk, feeds, prices } = parts;
  return {
    ...state,
    ...(bots && { bots: keyed(bots, (bot) => bot.id) }),
    ...(positions && { positions: keyed(positions, (position) => position.bot) }),
    ...(orders && { orders: keyed(orders, (order) => order.orderId) }),
    ...(portfolio && { accounts: keyed(portfolio, (account) => account.account) }),
    ...(risk && { risk }),
    ...(feeds && { feeds: keyed(feeds, (feed) => feed.feed) }),
    ...(prices && { prices: newestPrices(state.prices, prices) }),
  };
}

/** Returns the state after the snapshot of a connection. */
export function withSnapshot(state: LiveState, parts: SnapshotParts): LiveState {
  return { ...withParts(state, parts), loaded: true, missing: parts.missing ?? [] };
}

function keyed<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [key(item), item]));
}

function newestPrices(
  known: ReadonlyMap<string, PriceUpdated>,
  list: readonly Schemas['SymbolPrice'][],
): ReadonlyMap<string, PriceUpdated> {
  const prices = new Map<string, PriceUpdated>();
  for (const { symbol, price } of list) {
    if (!price) continue;
    const before = known.get(symbol);
    prices.set(symbol, before && before.publishedMicros > price.publishedMicros ? before : price);
  }
  return prices;
}
