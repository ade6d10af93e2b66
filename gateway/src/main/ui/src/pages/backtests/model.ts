import type { NewBot, Schemas, Strategy } from '@/api/types';
import { checkEntry, checkExits, checkSizing, checkStrategy, collect } from '@/forms/check';
import {
  type BotForm,
  entryBody,
  type Errors,
  exitsBody,
  NEW_ENTRY,
  NEW_EXITS,
  NEW_SIZING,
  RULE,
  sizingBody,
  strategyBody,
} from '@/forms/model';

export type NewBacktest = Schemas['NewBacktest'];

/** Which values of a parameter a search tries, as typed; empty where the parameter keeps its value. */
export type RangeForm = { readonly min: string; readonly max: string; readonly step: string };

export type SearchForm = {
  readonly method: Schemas['SearchMethod'];
  readonly objective: Schemas['SearchObjective'];
  readonly maxRuns: string;
  readonly folds: string;
  readonly trainShare: string;
  readonly ranges: Readonly<Record<string, RangeForm>>;
};

/** A backtest as it is typed. */
export type BacktestForm = Pick<BotForm, 'strategy' | 'rule' | 'parameters' | 'interval' | 'sizing' | 'entry' | 'exits'> & {
  readonly symbols: readonly string[];
  readonly path: string;
  readonly dataInterval: string;
  readonly from: string;
  readonly to: string;
  readonly prices: 'NEXT_OPEN' | 'PATH';
  readonly capital: string;
  /** Empty for money without limits. */
  readonly account: string;
  readonly currency: string;
  readonly takerFee: string;
  readonly makerFee: string;
  readonly slippageTicks: string;
  /** Null for a single run. */
  readonly search: SearchForm | null;
};

export const NEW_SEARCH: SearchForm = {
  method: 'GRID',
  objective: 'SHARPE',
  maxRuns: '100',
  folds: '1',
  trainShare: '0.7',
  ranges: {},
};

export function newBacktest(symbol: string, account: string): BacktestForm {
  return {
    strategy: '',
    rule: '',
    parameters: {},
    interval: '1m',
    sizing: { ...NEW_SIZING, kind: 'FRACTION', amount: '1' },
    entry: NEW_ENTRY,
    exits: NEW_EXITS,
    symbols: symbol ? [symbol] : [],
    path: '',
    dataInterval: '',
    from: '',
    to: '',
    prices: 'NEXT_OPEN',
    capital: '10000',
    account,
    currency: '',
    takerFee: '',
    makerFee: '',
    slippageTicks: '',
    search: null,
  };
}

const DECIMAL = /^\d{1,20}(\.\d{1,20})?$/;
const WHOLE = /^\d{1,6}$/;

/** Returns what can be seen to be wrong before anything is sent, by the names of the gateway. */
export function checkBacktest(form: BacktestForm, strategies: readonly Strategy[]): Errors {
  return collect((report) => {
    report('symbols', form.symbols.length ? undefined : 'choose at least one');
    checkStrategy(form, strategies, report);
    checkSizing(form.sizing, report);
    checkEntry(form.entry, report);
    checkExits(form.exits, report);
    report('account.capital', DECIMAL.test(form.capital.trim()) && Number(form.capital) > 0 ? undefined : 'must be above 0');
    report('account.currency', form.account || form.currency.trim() ? undefined : 'is needed without an account');
    for (const name of ['takerFee', 'makerFee'] as const) {
      const text = form[name].trim();
      report(`costs.${name}`, !text || (DECIMAL.test(text) && Number(text) < 1) ? undefined : 'must be a fraction, such as 0.001');
    }
    const slippage = form.slippageTicks.trim();
    report('costs.slippageTicks', !slippage || WHOLE.test(slippage) ? undefined : 'must be a whole number');
    report('data.from', form.from && form.to && form.from >= form.to ? 'must be before the end' : undefined);
    if (form.search) checkSearch(form.search, report);
  });
}

function checkSearch(search: SearchForm, report: (field: string, detail: string | undefined) => void): void {
  const ranges = Object.entries(search.ranges).filter(([, range]) => isUsed(range));
  report('search.space', ranges.length ? undefined : 'give a range to at least one parameter');
  for (const [name, { min, max, step }] of ranges) {
    const isRange = [min, max, step].every((text) => DECIMAL.test(text.trim())) && Number(min) <= Number(max) && Number(step) > 0;
    report(`search.space.${name}`, isRange ? undefined : 'needs a smallest and a largest value and a step above 0');
  }
  report('search.maxRuns', WHOLE.test(search.maxRuns.trim()) && Number(search.maxRuns) > 0 ? undefined : 'must be above 0');
  report('search.folds', WHOLE.test(search.folds.trim()) && Number(search.folds) > 0 ? undefined : 'must be above 0');
  const share = Number(search.trainShare);
  report('search.trainShare', share > 0 && share < 1 ? undefined : 'must be between 0 and 1');
}

function isUsed({ min, max, step }: RangeForm): boolean {
  return [min, max, step].some((text) => text.trim() !== '');
}

const orNull = (text: string) => text.trim() || null;

/** The backtest that the form describes. */
export function backtestBody(form: BacktestForm, strategies: readonly Strategy[]): NewBacktest {
  const decides: Pick<NewBot, 'strategy' | 'rule' | 'parameters'> = strategyBody(form, strategies);
  const hasData = form.path.trim() || form.dataInterval || form.from || form.to;
  const costs = { takerFee: orNull(form.takerFee), makerFee: orNull(form.makerFee), slippageTicks: wholeOrNull(form.slippageTicks) };
  return {
    symbols: [...form.symbols],
    interval: form.interval,
    ...decides,
    sizing: sizingBody(form.sizing),
    entry: entryBody(form.entry),
    exits: exitsBody(form.exits),
    prices: form.prices,
    account: form.account
      ? { id: form.account, capital: form.capital.trim() }
      : { currency: form.currency.trim(), capital: form.capital.trim(), limits: 'NONE' },
    ...(hasData && {
      data: {
        path: orNull(form.path),
        interval: (form.dataInterval || null) as Schemas['OptionalInterval'],
        from: instant(form.from),
        to: instant(form.to),
      },
    }),
    ...(Object.values(costs).some((cost) => cost !== null) && { costs }),
    ...(form.search && form.strategy !== RULE && { search: searchBody(form.search) }),
  };
}

function searchBody(search: SearchForm): NonNullable<NewBacktest['search']> {
  const used = Object.entries(search.ranges).filter(([, range]) => isUsed(range));
  return {
    method: search.method,
    objective: search.objective,
    maxRuns: Number(search.maxRuns),
    folds: Number(search.folds),
    trainShare: Number(search.trainShare),
    space: Object.fromEntries(
      used.map(([name, { min, max, step }]) => [name, { min: min.trim(), max: max.trim(), step: step.trim() }]),
    ),
  };
}

function wholeOrNull(text: string): number | null {
  return text.trim() ? Number(text) : null;
}

/** Days are those of UTC, as all boundaries of candles are. */
function instant(day: string): string | null {
  return day ? `${day}T00:00:00Z` : null;
}
