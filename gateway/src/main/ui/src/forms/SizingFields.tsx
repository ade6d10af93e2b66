import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import type { Errors, SizingForm } from './model';
import { TextField } from './TextField';
import './forms.css';

const KINDS = [
  { value: 'QUOTE', label: 'A fixed amount' },
  { value: 'FRACTION', label: 'A fraction of the allocation' },
  { value: 'RISK', label: 'By risk' },
] as const;

const HINTS: Record<SizingForm['kind'], string> = {
  QUOTE: 'In the quote asset.',
  FRACTION: 'Above 0, at most 1; the fee is included.',
  RISK: 'The fraction of the allocation that is lost when the price falls by the multiple of the average true range.',
};

type Props = { value: SizingForm; onChange: (value: SizingForm) => void; errors: Errors; quote?: string | undefined };

/** How large an entry is. */
export function SizingFields({ value, onChange, errors, quote }: Props) {
  const set = (part: Partial<SizingForm>) => onChange({ ...value, ...part });
  return (
    <fieldset className="form-part">
      <legend>Size of an entry</legend>
      <div className="form-grid">
        <Field label="How" error={errors.get('sizing.kind')}>
          {(control) => <Select control={control} value={value.kind} options={KINDS} onChange={(kind) => set({ kind })} />}
        </Field>
        <TextField
          label={value.kind === 'QUOTE' ? 'Amount' : 'Fraction'}
          hint={HINTS[value.kind]}
          inputMode="decimal"
          value={value.amount}
          {...(value.kind === 'QUOTE' && quote ? { unit: quote } : {})}
          error={errors.get('sizing.amount')}
          onChange={(amount) => set({ amount })}
        />
        <TextField
          label="Allocation"
          hint="Money the bot may use, plus what it earned; all free cash of the account if left empty."
          inputMode="decimal"
          value={value.allocation}
          {...(quote ? { unit: quote } : {})}
          error={errors.get('sizing.allocation')}
          onChange={(allocation) => set({ allocation })}
        />
        {value.kind === 'RISK' && (
          <>
            <TextField
              label="Bars of the average true range"
              inputMode="numeric"
              value={value.atrPeriod}
              error={errors.get('sizing.atrPeriod')}
              onChange={(atrPeriod) => set({ atrPeriod })}
            />
            <TextField
              label="Multiple of it"
              inputMode="decimal"
              value={value.atrMultiple}
              error={errors.get('sizing.atrMultiple')}
              onChange={(atrMultiple) => set({ atrMultiple })}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}
