import type { Strategy, StrategyParameter } from '@/api/types';
import { Select } from '@/components/Choice';
import { Field } from '@/components/Field';
import { RULE, standards, type Errors, type StrategyForm } from './model';
import './forms.css';

type Props = {
  value: StrategyForm;
  onChange: (value: StrategyForm) => void;
  strategies: readonly Strategy[];
  errors: Errors;
};

/** What decides: one of the strategies with a field for each of its parameters, or a rule as text. */
export function StrategyFields({ value, onChange, strategies, errors }: Props) {
  const strategy = strategies.find((known) => known.name === value.strategy);
  const choose = (name: string) => {
    const chosen = strategies.find((known) => known.name === name);
    onChange({ ...value, strategy: name, parameters: standards(chosen?.parameters ?? []) });
  };
  const options = [
    ...(value.strategy ? [] : [{ value: '', label: 'Choose one' }]),
    { value: RULE, label: 'A rule, written as text' },
    ...strategies.filter((known) => known.name !== RULE).map((known) => ({ value: known.name, label: known.name })),
  ];
  return (
    <fieldset className="form-part">
      <legend>Strategy</legend>
      <div className="form-grid">
        <Field label="Strategy" error={errors.get('strategy')} hint={strategy?.description} wide>
          {(control) => <Select control={control} value={value.strategy} options={options} onChange={choose} />}
        </Field>
        {value.strategy === RULE ? (
          <RuleField value={value.rule} error={errors.get('rule')} onChange={(rule) => onChange({ ...value, rule })} />
        ) : (
          strategy?.parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={value.parameters[parameter.name] ?? ''}
              error={errors.get(`parameters.${parameter.name}`)}
              onChange={(text) => onChange({ ...value, parameters: { ...value.parameters, [parameter.name]: text } })}
            />
          ))
        )}
      </div>
      {errors.has('parameters') && <p className="field-error">{errors.get('parameters')}</p>}
    </fieldset>
  );
}

type ParameterProps = {
  parameter: StrategyParameter;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function ParameterField({ parameter, value, error, onChange }: ParameterProps) {
  const { name, description, whole, standard, min, max } = parameter;
  return (
    <Field label={name} hint={`${description}; ${min} to ${max}, usually ${standard}`} error={error}>
      {(control) => (
        <input
          {...control}
          inputMode={whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          placeholder={standard}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const EXAMPLE = 'enter: rsi(14) crosses below 30\nexit: rsi(14) > 70';

function RuleField({ value, error, onChange }: { value: string; error: string | undefined; onChange: (value: string) => void }) {
  const position = /^line (\d+), column (\d+)/.exec(error ?? '');
  return (
    <Field label="Rule" hint="When it enters and when it exits, a line each." error={error} wide>
      {(control) => (
        <span className="rule">
          <textarea
            {...control}
            rows={5}
            spellCheck={false}
            placeholder={EXAMPLE}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {position && <Pointer text={value} line={Number(position[1])} column={Number(position[2])} />}
        </span>
      )}
    </Field>
  );
}

/** The line of a text that is wrong, with a mark below the place. */
function Pointer({ text, line, column }: { text: string; line: number; column: number }) {
  const wrong = text.split('\n')[line - 1];
  if (wrong === undefined) return null;
  return <pre className="rule-pointer" aria-hidden="true">{`${wrong}\n${' '.repeat(column - 1)}^`}</pre>;
}
