import type { Strategy } from '@/api/types';
import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import type { Errors } from '@/forms/model';
import { TextField } from '@/forms/TextField';
import { NEW_SEARCH, type RangeForm, type SearchForm } from './model';

const METHODS = [
  { value: 'GRID', label: 'All combinations' },
  { value: 'RANDOM', label: 'Some, at random' },
] as const;

const OBJECTIVES = [
  { value: 'RETURN', label: 'Return' },
  { value: 'SHARPE', label: 'Sharpe ratio' },
  { value: 'SORTINO', label: 'Sortino ratio' },
  { value: 'PROFIT_FACTOR', label: 'Profit factor' },
] as const;

const NO_RANGE: RangeForm = { min: '', max: '', step: '' };

/** A search for parameters: each fold is optimised on its first part and judged on what follows. */
export function SearchFields({ value, onChange, strategy, errors }: {
  value: SearchForm | null;
  onChange: (search: SearchForm | null) => void;
  /** Undefined for rules, which have no parameters. */
  strategy: Strategy | undefined;
  errors: Errors;
}) {
  if (!strategy?.parameters.length) return null;
  return (
    <fieldset className="form-part">
      <legend>Search</legend>
      <label className="check">
        <input type="checkbox" checked={value !== null} onChange={() => onChange(value ? null : NEW_SEARCH)} />
        Search for the best parameters instead of a single run
      </label>
      {value && <Search value={value} onChange={onChange} strategy={strategy} errors={errors} />}
    </fieldset>
  );
}

function Search({ value, onChange, strategy, errors }: {
  value: SearchForm;
  onChange: (search: SearchForm) => void;
  strategy: Strategy;
  errors: Errors;
}) {
  const set = (part: Partial<SearchForm>) => onChange({ ...value, ...part });
  const text = (name: 'maxRuns' | 'folds' | 'trainShare', label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      value={value[name]}
      error={errors.get(`search.${name}`)}
      onChange={(typed) => set({ [name]: typed })}
    />
  );
  return (
    <div className="search-fields">
      <div className="form-grid">
        <Field label="Tries" error={errors.get('search.method')}>
          {(control) => <Select control={control} value={value.method} options={METHODS} onChange={(method) => set({ method })} />}
        </Field>
        <Field label="As large as possible" error={errors.get('search.objective')}>
          {(control) => (
            <Select control={control} value={value.objective} options={OBJECTIVES} onChange={(objective) => set({ objective })} />
          )}
        </Field>
        {text('maxRuns', 'Combinations', 'At most.')}
        {text('folds', 'Folds', 'Stretches of time that follow each other.')}
        {text('trainShare', 'Train share', 'The part of a fold that is optimised on.')}
      </div>
      {strategy.parameters.map(({ name, min, max }) => {
        const range = value.ranges[name] ?? NO_RANGE;
        const change = (part: Partial<RangeForm>) => set({ ranges: { ...value.ranges, [name]: { ...range, ...part } } });
        const field = (key: keyof RangeForm, label: string) => (
          <TextField
            label={`${name}, ${label}`}
            placeholder={key === 'min' ? min : key === 'max' ? max : '1'}
            inputMode="decimal"
            value={range[key]}
            onChange={(typed) => change({ [key]: typed })}
          />
        );
        const error = errors.get(`search.space.${name}`);
        return (
          <div key={name}>
            <div className="search-range">
              {field('min', 'from')}
              {field('max', 'to')}
              {field('step', 'step')}
            </div>
            {error && <p className="field-error">{error}</p>}
          </div>
        );
      })}
      {errors.has('search.space') && <p className="field-error">{errors.get('search.space')}</p>}
    </div>
  );
}
