import type { HTMLAttributes, ReactNode } from 'react';
import { Field } from '@/components/Field';

type TextFieldProps = {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  unit?: string;
  placeholder?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  disabled?: boolean;
};

/** A field of one line of text, which is what numbers, amounts and durations are typed as. */
export function TextField({ label, value, onChange, hint, error, unit, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(unit ? { unit } : {})}>
      {(control) => (
        <input
          {...control}
          {...input}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
