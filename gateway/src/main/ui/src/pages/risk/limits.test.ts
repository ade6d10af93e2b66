import { describe, expect, it } from 'vitest';
import { setLocale } from '@/format';
import type { AccountRiskView, PositionView } from '@/live';
import { limitsOf, toneOfUse } from './limits';

setLocale('en-GB');
const ACCOUNT: AccountRiskView = {
  account: 'main',
  state: 'ACTIVE',
  reason: '',
  exposure: '25000.00',
  settings: [],
  limits: {
    'max-order-notional': '10000',
    'max-symbol-exposure': '20000',
    'max-account-exposure': '100000',
    'max-price-age': 'PT5S',
    'max-price-deviation': '0.02',
    'max-drawdown': '0.10',
    'max-consecutive-losses': '8',
    'some-new-limit': 'whatever',
  },
};
const position = (account: string, symbol: string, quantity: string): PositionView => ({
  account,
  bot: `${account}-${symbol}-${quantity}`,
  symbol,
  quantity,
  entryPrice: '100',
  entryFee: '0',
  stopPrice: null,
  targetPrice: null,
  markPrice: '100',
  unrealised: '0',
  openedAt: '2026-01-01T00:00:00Z',
});

describe('limits', () => {
  const limits = limitsOf(
    ACCOUNT,
    [position('main', 'BTCUSDT', '100'), position('main', 'BTCUSDT', '50'), position('main', 'ETHUSDT', '90'), position('other', 'ETHUSDT', '999')],
    'USDT',
  );
  const limit = (name: string) => limits.find((known) => known.name === name);

  it('tell how much of them is used where that is known', () => {
    expect(limit('max-account-exposure')?.used).toBe(0.25);
    expect(limit('max-symbol-exposure')).toMatchObject({ used: 0.75, usage: '15,000.00' });
    expect(limit('max-drawdown')?.used).toBeNull();
  });

  it('are written for people', () => {
    expect(limits.map(({ value }) => value)).toEqual([
      '10,000.00\u00a0USDT',
      '20,000.00\u00a0USDT',
      '100,000.00\u00a0USDT',
      '5s',
      '2.0\u00a0%',
      '10.0\u00a0%',
      '8',
      'whatever',
    ]);
    expect(limit('some-new-limit')?.title).toBe('some-new-limit');
  });

  it('become alarming as they fill', () => {
    expect([0.1, 0.7, 0.95].map(toneOfUse)).toEqual(['profit', 'warning', 'loss']);
  });
});
