import { describe, expect, it } from 'vitest';
import { told } from '@/live/testing';
import { causesOf, EVERYTHING, filtered, readId } from './filter';
import { describe as say, nameOf } from './describe';

const signal = told('SignalGenerated', {
  bot: 'dip-buyer',
  account: 'main',
  symbol: 'BTCUSDT',
  interval: '1m',
  strategy: 'rule',
  action: 'ENTER',
  price: 100.5,
  reason: 'rsi(14) crossed below 30',
  indicators: {},
}, { cause: 'candle' });
const order = { orderId: 'o', account: 'main', bot: 'dip-buyer', symbol: 'BTCUSDT', side: 'BUY' as const };
const refused = told(
  'RiskRejected',
  { ...order, quantity: '2.50', price: '100', reason: 'ORDER_RATE', detail: 'limit=10' },
  { cause: signal.id, severity: 'WARNING' },
);
const feed = told(
  'FeedStatusChanged',
  { feed: 'binance', status: 'STALE', symbols: ['ETHUSDT', 'XRPUSDT'], stream: 'trade', detail: 'silent for 10 s' },
  { severity: 'WARNING' },
);
const all = [signal, refused, feed];

describe('the list of events', () => {
  it('shows the newest first', () => {
    expect(filtered(all, EVERYTHING)).toEqual([feed, refused, signal]);
  });

  it('is narrowed by type, severity, bot and symbol', () => {
    expect(filtered(all, { ...EVERYTHING, types: new Set(['SignalGenerated']) })).toEqual([signal]);
    expect(filtered(all, { ...EVERYTHING, severity: 'WARNING' })).toEqual([feed, refused]);
    expect(filtered(all, { ...EVERYTHING, bot: 'DIP' })).toEqual([refused, signal]);
    expect(filtered(all, { ...EVERYTHING, symbol: 'xrp' })).toEqual([feed]);
    expect(filtered(all, { ...EVERYTHING, severity: 'CRITICAL' })).toEqual([]);
  });

  it('says what each event tells', () => {
    expect(all.map(say)).toEqual([
      'enter at 100.5: rsi(14) crossed below 30',
      'buy 2.5 at 100: ORDER_RATE limit=10',
      'binance stale ETHUSDT XRPUSDT trade silent for 10 s',
    ]);
    expect(nameOf('RiskRejected')).toBe('Risk refused');
  });
});

describe('the causes of an event', () => {
  it('are walked back as far as they are known', () => {
    expect(causesOf(refused, all)).toEqual([
      { id: signal.id, event: signal },
      { id: 'candle', event: null },
    ]);
    expect(causesOf(feed, all)).toEqual([]);
  });

  it('are not walked in circles for ever', () => {
    const circle = { ...signal, cause: signal.id };
    expect(causesOf(circle, [circle]).length).toBeLessThanOrEqual(20);
  });

  it('that are not known tell time and node by their id', () => {
    const micros = (1_800_000_000_123_456).toString(36).padStart(11, '0');
    const read = { millis: 1_800_000_000_123, node: 'my-node' };
    expect(readId(`${micros}-my-node-000001z`)).toEqual({ ...read, isPrice: false });
    expect(readId(`${micros}-my-node-000001zp`)).toEqual({ ...read, isPrice: true });
    expect(readId(`${micros}-my-node-000001p`)).toEqual({ ...read, isPrice: false });
    expect(readId('other')).toBeNull();
  });
});
