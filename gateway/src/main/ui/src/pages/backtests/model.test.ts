import { describe, expect, it } from 'vitest';
import type { Strategy } from '@/api/types';
import { backtestBody, type BacktestForm, checkBacktest, NEW_SEARCH, newBacktest } from './model';

const STRATEGIES: Strategy[] = [
  {
    name: 'sma-cross',
    description: '',
    parameters: [
      { name: 'fast', description: '', whole: true, standard: '20', min: '1', max: '500' },
      { name: 'slow', description: '', whole: true, standard: '50', min: '2', max: '1000' },
    ],
  },
];

const FORM: BacktestForm = {
  ...newBacktest('BTCUSDT', 'main'),
  strategy: 'sma-cross',
  parameters: { fast: '10', slow: '' },
};
const problems = (form: BacktestForm) => [...checkBacktest(form, STRATEGIES).keys()];

describe('the form of a backtest', () => {
  it('says what a run needs, and leaves out what is left empty', () => {
    expect(problems(FORM)).toEqual([]);
    const body = backtestBody(FORM, STRATEGIES);
    expect(body).toMatchObject({
      symbols: ['BTCUSDT'],
      interval: '1m',
      strategy: 'sma-cross',
      parameters: { fast: '10' },
      sizing: { kind: 'FRACTION', amount: '1' },
      account: { id: 'main', capital: '10000' },
      prices: 'NEXT_OPEN',
    });
    expect(Object.keys(body)).not.toContain('data');
    expect(Object.keys(body)).not.toContain('costs');
    expect(Object.keys(body)).not.toContain('search');
  });

  it('says data, costs and money without limits', () => {
    const form = { ...FORM, path: '1h', dataInterval: '1h', from: '2022-01-01', takerFee: '0.001', account: '', currency: 'USDT' };
    expect(backtestBody(form, STRATEGIES)).toMatchObject({
      data: { path: '1h', interval: '1h', from: '2022-01-01T00:00:00Z', to: null },
      costs: { takerFee: '0.001', makerFee: null, slippageTicks: null },
      account: { currency: 'USDT', capital: '10000', limits: 'NONE' },
    });
  });

  it('says which parameters a search tries', () => {
    const ranges = { fast: { min: '5', max: '20', step: '5' }, slow: { min: '', max: '', step: '' } };
    const form = { ...FORM, search: { ...NEW_SEARCH, ranges, folds: '3' } };
    expect(problems(form)).toEqual([]);
    expect(backtestBody(form, STRATEGIES).search).toEqual({
      method: 'GRID',
      objective: 'SHARPE',
      maxRuns: 100,
      folds: 3,
      trainShare: 0.7,
      space: { fast: { min: '5', max: '20', step: '5' } },
    });
  });

  it('tells everything that is wrong at once, by the names of the gateway', () => {
    const wrong: BacktestForm = {
      ...FORM,
      symbols: [],
      parameters: { fast: '0' },
      capital: '-1',
      account: '',
      takerFee: '10%',
      slippageTicks: '1.5',
      from: '2022-02-01',
      to: '2022-01-01',
      search: { ...NEW_SEARCH, maxRuns: '0', trainShare: '1', ranges: { slow: { min: '9', max: '3', step: '1' } } },
    };
    expect(problems(wrong)).toEqual([
      'symbols',
      'parameters.fast',
      'account.capital',
      'account.currency',
      'costs.takerFee',
      'costs.slippageTicks',
      'data.from',
      'search.space.slow',
      'search.maxRuns',
      'search.trainShare',
    ]);
    expect(problems({ ...FORM, search: NEW_SEARCH })).toEqual(['search.space']);
  });
});
