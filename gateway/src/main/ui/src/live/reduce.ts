import { compare, multiply, parseDecimal, subtract } from '../format/decimal';
import { Draft } from './draft';
import type { MeshEvent, PriceUpdated, Schemas, ToldEvent } from './events';
import type { FeedView, LiveState, OrderView, PositionView } from './state';

/**
 * Returns the state after an event.
 *
 * Each event says how things are, not by how much they changed. So it does no harm if a snapshot holds already what an event tells,
 * or if an event comes twice: after the last event of a thing the thing is as that event says.
 */
export function apply(state: LiveState, event: MeshEvent): LiveState {
  return applyAll(state, [event]);
}

/** Returns the state after these events, in their order. */
export function applyAll(state: LiveState, events: readonly MeshEvent[]): LiveState {
  return fold(state, events, true);
}

/** Returns the state after events that were heard before: they change what they say, but are not told again. */
export function applyAgain(state: LiveState, events: readonly MeshEvent[]): LiveState {
  return fold(state, events, false);
}

function fold(state: LiveState, events: readonly MeshEvent[], tell: boolean): LiveState {
  if (!events.length) return state;
  const draft = new Draft(state);
  for (const event of events) {
    change(draft, event);
    if (tell && isTold(event)) draft.tell(event);
  }
  return draft.done();
}

function isTold(event: MeshEvent): event is ToldEvent {
  // The equity of single bots comes many at a time and is shown with the bots.
  return event.type !== 'PriceUpdated' && !(event.type === 'EquitySnapshotTaken' && event.bot !== null);
}

function change(draft: Draft, event: MeshEvent): void {
  switch (event.type) {
    case 'PriceUpdated':
      price(draft, event);
      break;
    case 'BotStatusChanged':
      draft.change('bots', event.bot, { status: event.status, reason: event.reason });
      break;
    case 'BotFailed':
      draft.change('bots', event.bot, { failures: event.failures, lastFailure: event.error });
      break;
    case 'SignalGenerated':
      draft.set('signals', event.bot, event);
      break;
    case 'OrderPlaced':
      placed(draft, event);
      break;
    case 'OrderFilled':
      filled(draft, event);
      break;
    case 'OrderCancelled':
    case 'OrderRejected':
    case 'RiskRejected':
      draft.delete('orders', event.orderId);
      break;
    case 'PositionOpened':
      draft.set('positions', event.bot, position(event));
      draft.change('bots', event.bot, { position: event.quantity });
      break;
    case 'PositionClosed':
      draft.delete('positions', event.bot);
      draft.change('bots', event.bot, { position: '0' });
      break;
    case 'EquitySnapshotTaken':
      equity(draft, event);
      break;
    case 'CircuitBreakerFired':
      fired(draft, event);
      break;
    case 'CircuitBreakerReset':
      closeBreaker(draft, event.breaker);
      break;
    case 'TradingStateChanged':
      trading(draft, event);
      break;
    case 'FeedStatusChanged':
      feed(draft, event);
      break;
    case 'CandleClosed':
    case 'RiskApproved':
      break;
  }
}

function equity(draft: Draft, event: Schemas['EquitySnapshotTaken']): void {
  const { marketValue, realised, unrealised, fees, cash } = event;
  if (event.bot !== null) draft.change('bots', event.bot, { realised });
  else {
    const worth = { marketValue, equity: event.equity, realised, unrealised, fees };
    draft.change('accounts', event.account, cash === null ? worth : { ...worth, cash });
  }
}

function price(draft: Draft, event: PriceUpdated): void {
  const before = draft.current.prices.get(event.symbol);
  if (!before || before.publishedMicros <= event.publishedMicros) draft.set('prices', event.symbol, event);
}

function placed(draft: Draft, event: Schemas['OrderPlaced']): void {
  const known = draft.current.orders.get(event.orderId);
  // Known already: a snapshot, or a fill that was faster, knows more than this event.
  if (known) return;
  const order: OrderView = {
    orderId: event.orderId,
    account: event.account,
    bot: event.bot,
    symbol: event.symbol,
    side: event.side,
    type: event.orderType,
    timeInForce: event.timeInForce,
    quantity: event.quantity,
    price: event.price,
    limitPrice: event.limitPrice,
    stopPrice: event.stopPrice,
    status: 'PLACED',
    filled: '0',
    averagePrice: null,
    fee: '0',
    createdAt: event.time,
    updatedAt: event.time,
    reason: '',
  };
  draft.set('orders', event.orderId, order);
}

function filled(draft: Draft, event: Schemas['OrderFilled']): void {
  if (!isPositive(event.remaining)) {
    draft.delete('orders', event.orderId);
    return;
  }
  const known = draft.current.orders.get(event.orderId);
  if (!known) return;
  const quantity = subtract(known.quantity, event.remaining);
  // A fill that the snapshot holds already says less than it.
  if (compare(quantity, known.filled) < 0) return;
  draft.change('orders', event.orderId, { status: 'PARTIALLY_FILLED', filled: quantity, updatedAt: event.time });
}

function position(event: Schemas['PositionOpened']): PositionView {
  return {
    account: event.account,
    bot: event.bot,
    symbol: event.symbol,
    quantity: event.quantity,
    entryPrice: event.entryPrice,
    entryFee: event.entryFee,
    stopPrice: event.stopPrice,
    targetPrice: event.targetPrice,
    markPrice: event.entryPrice,
    unrealised: isPositive(event.entryFee) ? '-' + event.entryFee : '0',
    openedAt: event.time,
  };
}

function fired(draft: Draft, event: Schemas['CircuitBreakerFired']): void {
  const { breaker, scope, subject, rule, value, limit, until } = event;
  const others = draft.current.risk.breakers.filter((open) => open.breaker !== breaker);
  draft.changeRisk({ breakers: [...others, { breaker, scope, subject, rule, value, limit, until, firedAt: event.time }] });
}

function closeBreaker(draft: Draft, breaker: string): void {
  const { breakers } = draft.current.risk;
  if (breakers.some((open) => open.breaker === breaker)) {
    draft.changeRisk({ breakers: breakers.filter((open) => open.breaker !== breaker) });
  }
}

function trading(draft: Draft, event: Schemas['TradingStateChanged']): void {
  draft.changeRisk({
    accounts: draft.current.risk.accounts.map((account) =>
      account.account === event.account ? { ...account, state: event.to, reason: event.reason } : account,
    ),
  });
}

const DOWN: ReadonlySet<string> = new Set(['STALE', 'RECONNECTING', 'DISCONNECTED']);
const ALL_STREAMS = 'all streams';

function feed(draft: Draft, event: Schemas['FeedStatusChanged']): void {
  const known = draft.current.feeds.get(event.feed);
  // Fetched history says nothing about the streams.
  if (!known || event.status === 'BACKFILLED') return;
  if (!event.symbols.length) {
    const healed = event.status === 'CONNECTED' ? { staleSymbols: [], staleStreams: [] } : {};
    draft.change('feeds', event.feed, { status: event.status, ...healed });
    return;
  }
  const streams = DOWN.has(event.status) ? fell(known, event) : recovered(known, event);
  draft.change('feeds', event.feed, {
    staleStreams: streams,
    staleSymbols: [...new Set(streams.map((stream) => stream.symbol))],
  });
}

function fell(known: FeedView, event: Schemas['FeedStatusChanged']): FeedView['staleStreams'] {
  const stream = event.stream ?? ALL_STREAMS;
  const others = known.staleStreams.filter((stale) => !(event.symbols.includes(stale.symbol) && stale.stream === stream));
  return [...others, ...event.symbols.map((symbol) => ({ symbol, stream, silentMillis: 0 }))];
}

function recovered(known: FeedView, event: Schemas['FeedStatusChanged']): FeedView['staleStreams'] {
  return known.staleStreams.filter(
    (stale) => !(event.symbols.includes(stale.symbol) && (event.stream === null || event.stream === stale.stream)),
  );
}

function isPositive(text: string): boolean {
  return (parseDecimal(text)?.units ?? 0n) > 0n;
}

/** Returns what a position would gain or lose at a bid, entry fee included; what REST said while there is no bid. */
export function unrealisedAt(view: PositionView, bid: number | undefined): string {
  if (!bid) return view.unrealised;
  return subtract(multiply(view.quantity, subtract(String(bid), view.entryPrice)), view.entryFee);
}
