import type { SymbolRules } from '@/api/types';
import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import { type Errors, INTERVALS } from '@/forms/model';
import { TextField } from '@/forms/TextField';
import type { BacktestForm } from './model';

type Props = {
  value: BacktestForm;
  onChange: (part: Partial<BacktestForm>) => void;
  errors: Errors;
};

const CANDLES = INTERVALS.map((interval) => ({ value: interval, label: interval }));
const DATA_CANDLES = [{ value: '', label: 'as long as those of the strategy' }, ...CANDLES];
const PRICES = [
  { value: 'NEXT_OPEN', label: 'Act at the next open' },
  { value: 'PATH', label: 'Follow a path of prices in each minute' },
] as const;

/** Which symbols are traded over which stretch of time. */
export function DataFields({ value, onChange, errors, symbols }: Props & { symbols: readonly SymbolRules[] }) {
  const toggle = (symbol: string) => {
    const without = value.symbols.filter((other) => other !== symbol);
    onChange({ symbols: without.length < value.symbols.length ? without : [...value.symbols, symbol] });
  };
  return (
    <fieldset className="form-part">
      <legend>Data</legend>
      <div className="form-grid">
        <div className="field wide">
          <span id="backtest-symbols">Symbols</span>
          <div className="chips" role="group" aria-labelledby="backtest-symbols">
            {symbols.map(({ symbol }) => (
              <button key={symbol} type="button" aria-pressed={value.symbols.includes(symbol)} onClick={() => toggle(symbol)}>
                {symbol}
              </button>
            ))}
          </div>
          {errors.has('symbols') && <p className="field-error">{errors.get('symbols')}</p>}
        </div>
        <Field label="Candles of the strategy" error={errors.get('interval')}>
          {(control) => (
            <Select control={control} value={value.interval} options={CANDLES} onChange={(interval) => onChange({ interval })} />
          )}
        </Field>
        <Field label="Prices" error={errors.get('prices')} hint="A path needs candles of a minute.">
          {(control) => (
            <Select control={control} value={value.prices} options={PRICES} onChange={(prices) => onChange({ prices })} />
          )}
        </Field>
        <Day label="From" value={value.from} error={errors.get('data.from')} onChange={(from) => onChange({ from })} />
        <Day label="To" value={value.to} error={errors.get('data.to')} onChange={(to) => onChange({ to })} />
        <TextField
          label="Recorded candles"
          hint="File or directory below backtests.data; the history of the live market if left empty."
          value={value.path}
          error={errors.get('data.path') ?? errors.get('data')}
          onChange={(path) => onChange({ path })}
        />
        <Field label="Recorded candles are" error={errors.get('data.interval')}>
          {(control) => (
            <Select
              control={control}
              value={value.dataInterval}
              options={DATA_CANDLES}
              onChange={(dataInterval) => onChange({ dataInterval })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}

function Day({ label, value, error, onChange }: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint="UTC; all there is if left empty." error={error}>
      {(control) => <input {...control} type="date" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Whose money is used, and what trading costs. */
export function MoneyFields({ value, onChange, errors, accounts }: Props & { accounts: readonly string[] }) {
  const options = [...accounts.map((name) => ({ value: name, label: name })), { value: '', label: 'None: no limits hold' }];
  return (
    <fieldset className="form-part">
      <legend>Money and costs</legend>
      <div className="form-grid">
        <TextField
          label="Capital"
          inputMode="decimal"
          value={value.capital}
          error={errors.get('account.capital')}
          onChange={(capital) => onChange({ capital })}
        />
        <Field label="Limits of the account" error={errors.get('account.id') ?? errors.get('account')}>
          {(control) => (
            <Select control={control} value={value.account} options={options} onChange={(account) => onChange({ account })} />
          )}
        </Field>
        {!value.account && (
          <TextField
            label="Currency"
            hint="The quote asset of all symbols."
            value={value.currency}
            error={errors.get('account.currency')}
            onChange={(currency) => onChange({ currency })}
          />
        )}
        <TextField
          label="Taker fee"
          hint="A fraction; as configured if left empty."
          inputMode="decimal"
          value={value.takerFee}
          error={errors.get('costs.takerFee')}
          onChange={(takerFee) => onChange({ takerFee })}
        />
        <TextField
          label="Maker fee"
          hint="A fraction; as configured if left empty."
          inputMode="decimal"
          value={value.makerFee}
          error={errors.get('costs.makerFee')}
          onChange={(makerFee) => onChange({ makerFee })}
        />
        <TextField
          label="Slippage"
          unit="ticks"
          inputMode="numeric"
          value={value.slippageTicks}
          error={errors.get('costs.slippageTicks')}
          onChange={(slippageTicks) => onChange({ slippageTicks })}
        />
      </div>
    </fieldset>
  );
}
