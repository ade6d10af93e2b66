import type { Strategy, StrategyParameter } from '@/api/types';
import { RULE, type BotForm, type EntryForm, type Errors, type ExitsForm, type SizingForm, type StrategyForm } from './model';

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
const DURATION = /^(\d+(\.\d+)?(ms|s|m|h|d)|P\S+)$/;

type Report = (field: string, detail: string | undefined) => void;

/**
 * What can be seen to be wrong before anything is sent, by the names that the gateway has for the fields. The gateway and the
 * engine judge the rest, and have the last word.
 */
export function checkBot(form: BotForm, strategies: readonly Strategy[]): Errors {
  return collect((report) => {
    report('id', form.id.trim() ? undefined : 'is required');
    report('account', form.account ? undefined : 'is required');
    report('symbol', form.symbol ? undefined : 'is required');
    checkStrategy(form, strategies, report);
    checkSizing(form.sizing, report);
    checkEntry(form.entry, report);
    checkExits(form.exits, report);
  });
}

/** Gathers what checks report. */
export function collect(check: (report: Report) => void): Errors {
  const errors = new Map<string, string>();
  check((field, detail) => {
    if (detail) errors.set(field, detail);
  });
  return errors;
}

export function checkStrategy(form: StrategyForm, strategies: readonly Strategy[], report: Report): void {
  if (form.strategy === RULE) {
    report('rule', form.rule.trim() ? undefined : 'is required');
    return;
  }
  const strategy = strategies.find((known) => known.name === form.strategy);
  report('strategy', strategy ? undefined : 'is required');
  for (const parameter of strategy?.parameters ?? []) {
    report(`parameters.${parameter.name}`, parameterProblem(parameter, form.parameters[parameter.name] ?? ''));
  }
}

/** Returns what is wrong with the value of a parameter; an empty one means the standard. */
export function parameterProblem(parameter: StrategyParameter, value: string): string | undefined {
  const text = value.trim();
  if (text === '') return undefined;
  const { min, max, whole } = parameter;
  const fits = DECIMAL.test(text) && Number(text) >= Number(min) && Number(text) <= Number(max);
  if (fits && (!whole || Number.isInteger(Number(text)))) return undefined;
  return `must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
}

export function checkSizing(form: SizingForm, report: Report): void {
  const most = form.kind === 'QUOTE' ? Infinity : 1;
  report('sizing.amount', numberProblem(form.amount, { required: true, above: 0, most }));
  report('sizing.allocation', numberProblem(form.allocation, { above: 0 }));
  if (form.kind !== 'RISK') return;
  const period = form.atrPeriod.trim();
  report('sizing.atrPeriod', !period || /^[1-9]\d{0,4}$/.test(period) ? undefined : 'must be a whole number above 0');
  report('sizing.atrMultiple', numberProblem(form.atrMultiple, { above: 0 }));
}

export function checkEntry(form: EntryForm, report: Report): void {
  if (form.type === 'MARKET') return;
  report('entry.offsetPercent', numberProblem(form.offsetPercent, { least: 0, below: 100 }));
  report('entry.expireAfter', durationProblem(form.expireAfter));
}

export function checkExits(form: ExitsForm, report: Report): void {
  report('exits.stopLossPercent', numberProblem(form.stopLossPercent, { above: 0, below: 100 }));
  report('exits.takeProfitPercent', numberProblem(form.takeProfitPercent, { above: 0 }));
  report('exits.trailing.distancePercent', numberProblem(form.distancePercent, { above: 0, below: 100 }));
  report('exits.trailing.activationPercent', numberProblem(form.activationPercent, { least: 0 }));
  if (form.activationPercent.trim() && !form.distancePercent.trim()) {
    report('exits.trailing.distancePercent', 'is required where there is an activation');
  }
  report('exits.timeLimit', durationProblem(form.timeLimit));
  report('exits.cooldown', durationProblem(form.cooldown));
  form.roi.forEach((step, index) => {
    report(`exits.roi[${index}].after`, step.after.trim() ? durationProblem(step.after) : 'is required');
    report(`exits.roi[${index}].percent`, numberProblem(step.percent, { required: true }));
  });
}

type Range = { required?: boolean; above?: number; least?: number; most?: number; below?: number };

function numberProblem(value: string, range: Range): string | undefined {
  const text = value.trim();
  if (text === '') return range.required ? 'is required' : undefined;
  if (!DECIMAL.test(text)) return 'must be a number, written with a point';
  const number = Number(text);
  if (range.above !== undefined && number <= range.above) return `must be above ${range.above}`;
  if (range.least !== undefined && number < range.least) return `must be at least ${range.least}`;
  if (range.most !== undefined && number > range.most) return `must be at most ${range.most}`;
  if (range.below !== undefined && number >= range.below) return `must be below ${range.below}`;
  return undefined;
}

function durationProblem(value: string): string | undefined {
  const text = value.trim();
  return text === '' || DURATION.test(text) ? undefined : 'must be a duration such as 90s, 15m, 4h or 1d';
}
