import { useId, type ReactNode } from 'react';
import './field.css';

/** What the control of a field has to carry so that its label, hint and error belong to it. */
export type Control = {
  id: string;
  className: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

type FieldProps = {
  label: ReactNode;
  /** What may be written there. */
  hint?: ReactNode;
  /** What is wrong with it now. */
  error?: string | undefined;
  /** Shown after the control: a unit such as %. */
  unit?: string;
  wide?: boolean;
  children: (control: Control) => ReactNode;
};

/** A label, a control, a hint and an error that belong together. */
export function Field({ label, hint, error, unit, wide, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const control: Control = { id, className: 'control' };
  if (described) control['aria-describedby'] = described;
  if (error) control['aria-invalid'] = true;
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <span className="field-control">
        {children(control)}
        {unit && <span className="field-unit">{unit}</span>}
      </span>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}
