import { describe, expect, it } from 'vitest';
import { apply, applyAgain, applyAll, unrealisedAt } from './reduce';
import { EMPTY_STATE, type FeedView, type LiveState, MOST_CANDLES, MOST_RECENT, withSnapshot } from './state';
import { staleReason } from './stale';
import { account, bot, order, priceOf, told } from './testing';

const FEED: FeedView = {
  feed: 'binance',
  status: 'CONNECTED',
  symbols: ['BTCUSDT', 'ETHUSDT'],
  staleSymbols: [],
  staleStreams: [],
  streams: 4,
  messages: 1,
  malformed: 0,
  missedTrades: 0,
  reconnects: 0,
  backfilledCandles: 0,
  differentCandles: 0,
  auditedCandles: 0,
  auditDifferences: 0,
  weightUsed: 0,
};

const STATE: LiveState = withSnapshot(EMPTY_STATE, {
  bots: [bot('a'), bot('b')],
  positions: [],
  orders: [order('o1', '10')],
  portfolio: [account('main')],
  risk: {
    accounts: [{ account: 'main', state: 'ACTIVE', reason: '', exposure: '0', limits: {}, settings: [] }],
    breakers: [],
    approved: 0,
    refused: 0,
  },
  feeds: [FEED],
  prices: [],
  missing: [],
});

const base = { account: 'main', bot: 'a', symbol: 'BTCUSDT' };
const orderBase = { ...base, orderId: 'o1', side: 'BUY' as const };

describe('events change', () => {
  it('the status of a bot, and of no other', () => {
    const next = apply(STATE, told('BotStatusChanged', { bot: 'a', symbol: 'BTCUSDT', status: 'PAUSED', reason: 'by hand' }));
    expect(next.bots.get('a')).toMatchObject({ status: 'PAUSED', reason: 'by hand' });
    expect(next.bots.get('b')).toBe(STATE.bots.get('b'));
    expect(next.positions).toBe(STATE.positions);
  });

  it('orders from their placing to their end', () => {
    const placed = apply(
      STATE,
      told('OrderPlaced', {
        ...orderBase,
        orderId: 'o2',
        orderType: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '4',
        price: '100',
        limitPrice: '99',
        stopPrice: null,
      }),
    );
    expect(placed.orders.get('o2')).toMatchObject({ status: 'PLACED', quantity: '4', limitPrice: '99' });
    const fill = { ...orderBase, fillId: 'f', quantity: '1', price: '99', fee: '0.1' };
    const partly = apply(placed, told('OrderFilled', { ...fill, orderId: 'o2', remaining: '3' }));
    expect(partly.orders.get('o2')).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '1' });
    const filled = apply(partly, told('OrderFilled', { ...fill, orderId: 'o2', remaining: '0.00000000' }));
    expect(filled.orders.has('o2')).toBe(false);
    expect(apply(filled, told('OrderCancelled', { ...orderBase, remaining: '10', reason: '' })).orders.size).toBe(0);
  });

  it('positions and what the bot holds', () => {
    const opened = apply(
      STATE,
      told('PositionOpened', {
        ...base,
        quantity: '2',
        entryPrice: '100',
        entryFee: '0.2',
        stopPrice: '95',
        targetPrice: null,
      }),
    );
    expect(opened.bots.get('a')?.position).toBe('2');
    const position = opened.positions.get('a');
    expect(position).toMatchObject({ entryPrice: '100', unrealised: '-0.2' });
    expect(position && unrealisedAt(position, 101.5)).toBe('2.8');
    expect(position && unrealisedAt(position, undefined)).toBe('-0.2');
    const closed = apply(
      opened,
      told('PositionClosed', {
        ...base,
        quantity: '2',
        entryPrice: '100',
        exitPrice: '101',
        fees: '0.4',
        realised: '1.6',
        openedAt: '2026-01-01T00:00:00Z',
        reason: 'target',
      }),
    );
    expect(closed.positions.size).toBe(0);
    expect(closed.bots.get('a')?.position).toBe('0');
  });

  it('the worth of accounts; that of bots is not told in the list of events', () => {
    const worth = { currency: 'USDT', marketValue: '5', equity: '105', realised: '3', unrealised: '2', fees: '1' };
    const next = applyAll(STATE, [
      told('EquitySnapshotTaken', { ...worth, account: 'main', bot: null, cash: '100' }),
      told('EquitySnapshotTaken', { ...worth, account: 'main', bot: 'b', cash: null }),
    ]);
    expect(next.accounts.get('main')).toMatchObject({ equity: '105', cash: '100', initialCash: '100' });
    expect(next.bots.get('b')?.realised).toBe('3');
    expect(next.recent).toHaveLength(1);
  });

  it('breakers and trading states', () => {
    const fired = told('CircuitBreakerFired', {
      breaker: 'drawdown:main',
      scope: 'ACCOUNT',
      subject: 'main',
      rule: 'drawdown',
      value: '0.11',
      limit: '0.1',
      until: null,
    });
    const halted = applyAll(STATE, [
      fired,
      fired,
      told('TradingStateChanged', { account: 'main', from: 'ACTIVE', to: 'HALTED', reason: 'by hand' }),
    ]);
    expect(halted.risk.breakers).toHaveLength(1);
    expect(halted.risk.accounts[0]).toMatchObject({ state: 'HALTED', reason: 'by hand' });
    const reset = { breaker: 'drawdown:main', scope: 'ACCOUNT' as const, subject: 'main', reason: 'seen' };
    expect(apply(halted, told('CircuitBreakerReset', reset)).risk.breakers).toEqual([]);
  });

  it('which streams of a feed are silent', () => {
    const change = { feed: 'binance', detail: '' };
    const stale = apply(
      STATE,
      told('FeedStatusChanged', { ...change, status: 'STALE', symbols: ['BTCUSDT'], stream: 'trade' }),
    );
    expect(staleReason(stale, 'BTCUSDT')).toBe('binance is silent: trade');
    expect(staleReason(stale, 'ETHUSDT')).toBe('');
    const back = { ...change, status: 'CONNECTED' as const, stream: 'trade' };
    expect(staleReason(apply(stale, told('FeedStatusChanged', { ...back, symbols: ['BTCUSDT'] })), 'BTCUSDT')).toBe('');
    const down = apply(
      stale,
      told('FeedStatusChanged', { ...change, status: 'RECONNECTING', symbols: [], stream: null }),
    );
    expect(staleReason(down, 'ETHUSDT')).toBe('binance is reconnecting');
    const up = apply(down, told('FeedStatusChanged', { ...change, status: 'CONNECTED', symbols: [], stream: null }));
    expect(staleReason(up, 'BTCUSDT')).toBe('');
  });

  it('prices only to newer ones, and nothing else', () => {
    const next = applyAll(STATE, [priceOf('BTCUSDT', 10, 2_000), priceOf('BTCUSDT', 9, 1_000)]);
    expect(next.prices.get('BTCUSDT')?.bid).toBe(10);
    expect(next.bots).toBe(STATE.bots);
    expect(next.recent).toBe(STATE.recent);
  });

  it('nothing about what is not known', () => {
    const next = applyAll(STATE, [
      told('BotStatusChanged', { bot: 'new', symbol: 'X', status: 'RUNNING', reason: '' }),
      told('FeedStatusChanged', { feed: 'other', status: 'STALE', symbols: [], stream: null, detail: '' }),
    ]);
    expect(next.bots).toBe(STATE.bots);
    expect(next.feeds).toBe(STATE.feeds);
  });
});

describe('the list of recent events', () => {
  it('is bounded and counts what has left it', () => {
    const many = Array.from({ length: MOST_RECENT + 5 }, () =>
      told('BotFailed', { bot: 'a', symbol: 'BTCUSDT', error: 'x', failures: 1 }),
    );
    const next = applyAll(STATE, many);
    expect(next.recent).toHaveLength(MOST_RECENT);
    expect(next.recent.at(-1)).toBe(many.at(-1));
    expect(next.heard).toBe(MOST_RECENT + 5);
  });

  it('is not drowned by candles, which have a list of their own', () => {
    const candle = { openMillis: 0, open: 1, high: 1, low: 1, close: 1, volume: 0, quoteVolume: 0, trades: 0 };
    const closed = Array.from({ length: MOST_CANDLES + 5 }, () =>
      told('CandleClosed', { symbol: 'BTCUSDT', interval: '1s', candle, backfilled: false }),
    );
    const next = applyAll(STATE, closed);
    expect([next.recent.length, next.heard]).toEqual([0, 0]);
    expect(next.candles).toEqual(closed.slice(-MOST_CANDLES));
  });

  it('tells nothing twice that is applied again', () => {
    const event = told('BotStatusChanged', { bot: 'a', symbol: 'BTCUSDT', status: 'PAUSED', reason: '' });
    const next = applyAgain(STATE, [event]);
    expect(next.recent).toEqual([]);
    expect(next.bots.get('a')?.status).toBe('PAUSED');
  });
});
