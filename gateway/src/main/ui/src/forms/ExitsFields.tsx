import { Button } from '@/components/Button';
import type { Errors, ExitsForm } from './model';
import { TextField } from './TextField';
import './forms.css';

type Props = { value: ExitsForm; onChange: (value: ExitsForm) => void; errors: Errors };

type Percentage = 'stopLossPercent' | 'takeProfitPercent' | 'distancePercent' | 'activationPercent';

/** When a bot sells besides when its strategy says so. What is left empty does not exist. */
export function ExitsFields({ value, onChange, errors }: Props) {
  const set = (part: Partial<ExitsForm>) => onChange({ ...value, ...part });
  const percent = (name: Percentage, label: string, hint: string, field: string) => (
    <TextField
      label={label}
      hint={hint}
      unit="%"
      inputMode="decimal"
      value={value[name]}
      error={errors.get(field)}
      onChange={(text) => set({ [name]: text })}
    />
  );
  return (
    <fieldset className="form-part">
      <legend>Exits</legend>
      <div className="form-grid">
        {percent('stopLossPercent', 'Stop loss', 'Below the entry price.', 'exits.stopLossPercent')}
        {percent('takeProfitPercent', 'Take profit', 'Above the entry price.', 'exits.takeProfitPercent')}
        {percent('distancePercent', 'Trailing stop', 'Below the highest bid since the entry.', 'exits.trailing.distancePercent')}
        {percent('activationPercent', 'It follows from', 'Profit at which it begins; at once if left empty.', 'exits.trailing.activationPercent')}
        <TextField
          label="Time limit"
          hint="How long it holds a position at most, such as 4h."
          value={value.timeLimit}
          error={errors.get('exits.timeLimit')}
          onChange={(timeLimit) => set({ timeLimit })}
        />
        <TextField
          label="Cooldown"
          hint="How long it opens nothing after it closed one, such as 15m."
          value={value.cooldown}
          error={errors.get('exits.cooldown')}
          onChange={(cooldown) => set({ cooldown })}
        />
      </div>
      <RoiSteps value={value.roi} onChange={(roi) => set({ roi })} errors={errors} />
    </fieldset>
  );
}

function RoiSteps({ value, onChange, errors }: { value: ExitsForm['roi']; onChange: (roi: ExitsForm['roi']) => void; errors: Errors }) {
  const set = (index: number, part: Partial<ExitsForm['roi'][number]>) =>
    onChange(value.map((step, at) => (at === index ? { ...step, ...part } : step)));
  return (
    <div className="form-steps">
      <p className="muted">Profits that are enough after some time</p>
      {value.map((step, index) => (
        <div key={index} className="form-step">
          <TextField
            label={`After, step ${index + 1}`}
            placeholder="30m"
            value={step.after}
            error={errors.get(`exits.roi[${index}].after`)}
            onChange={(after) => set(index, { after })}
          />
          <TextField
            label={`Enough, step ${index + 1}`}
            unit="%"
            inputMode="decimal"
            value={step.percent}
            error={errors.get(`exits.roi[${index}].percent`)}
            onChange={(percent) => set(index, { percent })}
          />
          <Button kind="quiet" small onClick={() => onChange(value.filter((_, at) => at !== index))}>
            Remove
          </Button>
        </div>
      ))}
      {errors.has('exits.roi') && <p className="field-error">{errors.get('exits.roi')}</p>}
      <Button small onClick={() => onChange([...value, { after: value.length ? '' : '0s', percent: '' }])}>
        Add a step
      </Button>
    </div>
  );
}
