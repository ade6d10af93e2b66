import type { SymbolRules } from '@/api/types';
import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import { INTERVALS, type BotForm, type Errors } from '@/forms/model';
import { TextField } from '@/forms/TextField';

type Props = {
  value: BotForm;
  onChange: (part: Partial<BotForm>) => void;
  errors: Errors;
  isNew: boolean;
  symbols: readonly SymbolRules[];
  accounts: readonly string[];
};

/** What a bot is called, and where it trades with whose money. */
export function IdentityFields({ value, onChange, errors, isNew, symbols, accounts }: Props) {
  return (
    <fieldset className="form-part">
      <legend>Bot</legend>
      <div className="form-grid">
        <TextField
          label="Name"
          hint={isNew ? 'It cannot be changed later.' : undefined}
          disabled={!isNew}
          value={value.id}
          error={errors.get('id')}
          onChange={(id) => onChange({ id })}
        />
        <Field label="Account" error={errors.get('account')}>
          {(control) => (
            <Select
              control={control}
              value={value.account}
              options={named(accounts, value.account)}
              onChange={(account) => onChange({ account })}
            />
          )}
        </Field>
        <Field label="Symbol" error={errors.get('symbol')}>
          {(control) => (
            <Select
              control={control}
              value={value.symbol}
              options={named(
                symbols.map((rules) => rules.symbol),
                value.symbol,
              )}
              onChange={(symbol) => onChange({ symbol })}
            />
          )}
        </Field>
        <Field label="Candles" error={errors.get('interval')}>
          {(control) => (
            <Select
              control={control}
              value={value.interval}
              options={INTERVALS.map((interval) => ({ value: interval, label: interval }))}
              onChange={(interval) => onChange({ interval })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}

/** The names to choose from; the present one too, although nobody knows it any more. */
function named(names: readonly string[], present: string) {
  const all = names.includes(present) ? names : [present, ...names];
  return all.map((name) => ({ value: name, label: name }));
}
