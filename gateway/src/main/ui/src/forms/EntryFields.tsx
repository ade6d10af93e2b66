import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import type { EntryForm, Errors } from './model';
import { TextField } from './TextField';
import './forms.css';

const TYPES = [
  { value: 'MARKET', label: 'Market: at once' },
  { value: 'LIMIT', label: 'Limit: below the price' },
  { value: 'STOP', label: 'Stop: above the price' },
] as const;

const TIMES = [
  { value: 'GTC', label: 'Rests until it is filled' },
  { value: 'IOC', label: 'At once, the rest is withdrawn' },
  { value: 'FOK', label: 'At once as a whole, or not at all' },
] as const;

type Props = { value: EntryForm; onChange: (value: EntryForm) => void; errors: Errors };

/** How a bot buys when its strategy wants to enter. */
export function EntryFields({ value, onChange, errors }: Props) {
  const set = (part: Partial<EntryForm>) => onChange({ ...value, ...part });
  const choose = (type: EntryForm['type']) => set({ type, timeInForce: type === 'MARKET' ? 'IOC' : 'GTC' });
  const times = value.type === 'MARKET' ? TIMES.slice(1) : value.type === 'STOP' ? TIMES.slice(0, 1) : TIMES;
  return (
    <fieldset className="form-part">
      <legend>Entry order</legend>
      <div className="form-grid">
        <Field label="Order" error={errors.get('entry.type')}>
          {(control) => <Select control={control} value={value.type} options={TYPES} onChange={choose} />}
        </Field>
        <Field label="How long" error={errors.get('entry.timeInForce')}>
          {(control) => (
            <Select
              control={control}
              value={value.timeInForce}
              options={times}
              onChange={(timeInForce) => set({ timeInForce })}
            />
          )}
        </Field>
        {value.type !== 'MARKET' && (
          <TextField
            label={value.type === 'LIMIT' ? 'Below the price by' : 'Above the price by'}
            unit="%"
            inputMode="decimal"
            value={value.offsetPercent}
            error={errors.get('entry.offsetPercent')}
            onChange={(offsetPercent) => set({ offsetPercent })}
          />
        )}
        {value.type !== 'MARKET' && value.timeInForce === 'GTC' && (
          <TextField
            label="Withdrawn after"
            hint="90s, 15m, 4h, 1d; rests for ever if left empty."
            value={value.expireAfter}
            error={errors.get('entry.expireAfter')}
            onChange={(expireAfter) => set({ expireAfter })}
          />
        )}
      </div>
    </fieldset>
  );
}
