import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bot } from '@/live/testing';
import strategies from '@/test/recorded/strategies.json';
import { checkBot } from './check';
import { bodyOf, formOf, newBot, RULE, standards, written } from './model';

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

describe('a duration as people write it', () => {
  it('is the same length of time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (seconds) => {
        const iso = `PT${Math.floor(seconds / 3_600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`;
        const [, count, unit] = /^(\d+)([smhd])$/.exec(written(iso)) ?? [];
        expect(Number(count) * (SECONDS[unit ?? ''] ?? NaN)).toBe(seconds);
      }),
    );
  });

  it.each([
    ['PT24H', '1d'],
    ['PT1M30S', '90s'],
    ['PT5M', '5m'],
    ['P2D', '2d'],
    ['PT0.5S', 'PT0.5S'],
    [null, ''],
  ])('%s is %s', (iso, text) => expect(written(iso)).toBe(text));
});

describe('a bot in the form', () => {
  const everything = bot('all', {
    symbol: 'ETHUSDT',
    sizing: { kind: 'RISK', amount: '0.01', allocation: '5000', atrPeriod: 14, atrMultiple: '2' },
    entry: { type: 'LIMIT', timeInForce: 'GTC', offsetPercent: '0.1', expireAfter: 'PT1M30S' },
    exits: {
      stopLossPercent: '2',
      takeProfitPercent: '4.5',
      roi: [{ after: 'PT0S', percent: '4' }, { after: 'PT30M', percent: '2' }],
      trailing: { activationPercent: '1', distancePercent: '0.5' },
      timeLimit: 'PT24H',
      cooldown: 'PT5M',
    },
  });

  it('is sent as it was, digits included', () => {
    expect(bodyOf(formOf(everything), strategies)).toEqual({
      id: 'all',
      account: 'main',
      symbol: 'ETHUSDT',
      interval: '1m',
      strategy: 'ema-cross',
      parameters: { fast: '12', slow: '26' },
      sizing: { kind: 'RISK', amount: '0.01', allocation: '5000', atrPeriod: 14, atrMultiple: '2' },
      entry: { type: 'LIMIT', timeInForce: 'GTC', offsetPercent: '0.1', expireAfter: '90s' },
      exits: {
        stopLossPercent: '2',
        takeProfitPercent: '4.5',
        roi: [{ after: '0s', percent: '4' }, { after: '30m', percent: '2' }],
        trailing: { activationPercent: '1', distancePercent: '0.5' },
        timeLimit: '1d',
        cooldown: '5m',
      },
    });
  });

  it('sends a rule without the parameters of a strategy that was chosen before', () => {
    const form = { ...formOf(everything), strategy: RULE, rule: 'enter: rsi(14) < 30' };
    const body = bodyOf(form, strategies);
    expect(body).toMatchObject({ rule: 'enter: rsi(14) < 30' });
    expect(body).not.toHaveProperty('parameters');
    expect(body).not.toHaveProperty('strategy');
  });

  it.each(strategies.map((strategy) => [strategy.name, strategy] as const))(
    'is right with the standard values of %s, and each parameter is checked',
    (_, strategy) => {
      const form = {
        ...newBot('main', 'BTCUSDT'),
        id: 'new',
        strategy: strategy.name,
        rule: 'enter: close > 1',
        parameters: standards(strategy.parameters),
        sizing: { kind: 'QUOTE', amount: '100', allocation: '', atrPeriod: '14', atrMultiple: '2' } as const,
      };
      expect([...checkBot(form, strategies)]).toEqual([]);
      for (const { name, max } of strategy.parameters) {
        const wrong = { ...form, parameters: { ...form.parameters, [name]: String(Number(max) + 1) } };
        expect([...checkBot(wrong, strategies).keys()]).toEqual([`parameters.${name}`]);
      }
    },
  );

  it.each([
    ['sizing.amount', { sizing: { kind: 'FRACTION', amount: '1.5', allocation: '', atrPeriod: '', atrMultiple: '' } as const }],
    ['exits.stopLossPercent', { exits: { ...formOf(everything).exits, stopLossPercent: '100' } }],
    ['exits.trailing.distancePercent', { exits: { ...formOf(everything).exits, distancePercent: '' } }],
    ['exits.timeLimit', { exits: { ...formOf(everything).exits, timeLimit: 'tomorrow' } }],
    ['exits.roi[1].after', { exits: { ...formOf(everything).exits, roi: [{ after: '0s', percent: '1' }, { after: '', percent: '2' }] } }],
    ['entry.offsetPercent', { entry: { ...formOf(everything).entry, offsetPercent: '-1' } }],
    ['id', { id: ' ' }],
  ])('is not sent with a wrong %s', (field, wrong) => {
    expect([...checkBot({ ...formOf(everything), ...wrong }, strategies).keys()]).toEqual([field]);
  });
});
