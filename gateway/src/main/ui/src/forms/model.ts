import type { Bot, NewBot, Schemas, Strategy, StrategyParameter } from '@/api/types';

/** What is wrong, by the name that the gateway has for the field. */
export type Errors = ReadonlyMap<string, string>;

/** The name of the strategy that is written as text. */
export const RULE = 'rule';

/** What decides: a strategy with its parameters, or a rule. Everything as it is typed. */
export type StrategyForm = { strategy: string; rule: string; parameters: Readonly<Record<string, string>> };

export type SizingForm = {
  kind: Schemas['SizingKind'];
  amount: string;
  allocation: string;
  atrPeriod: string;
  atrMultiple: string;
};

export type EntryForm = {
  type: Schemas['OrderType'];
  timeInForce: Schemas['TimeInForce'];
  offsetPercent: string;
  expireAfter: string;
};

export type ExitsForm = {
  stopLossPercent: string;
  takeProfitPercent: string;
  roi: readonly { after: string; percent: string }[];
  activationPercent: string;
  distancePercent: string;
  timeLimit: string;
  cooldown: string;
};

export type BotForm = StrategyForm & {
  id: string;
  account: string;
  symbol: string;
  interval: Schemas['Interval'];
  sizing: SizingForm;
  entry: EntryForm;
  exits: ExitsForm;
};

export const INTERVALS: readonly Schemas['Interval'][] = [
  '1s', '1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '3d', '1w', '1M',
];

export const NEW_SIZING: SizingForm = { kind: 'QUOTE', amount: '', allocation: '', atrPeriod: '14', atrMultiple: '2' };

export const NEW_ENTRY: EntryForm = { type: 'MARKET', timeInForce: 'IOC', offsetPercent: '0', expireAfter: '' };

export const NEW_EXITS: ExitsForm = {
  stopLossPercent: '',
  takeProfitPercent: '',
  roi: [],
  activationPercent: '',
  distancePercent: '',
  timeLimit: '',
  cooldown: '',
};

export function newBot(account: string, symbol: string): BotForm {
  return {
    id: '',
    account,
    symbol,
    interval: '1m',
    strategy: '',
    rule: '',
    parameters: {},
    sizing: NEW_SIZING,
    entry: NEW_ENTRY,
    exits: NEW_EXITS,
  };
}

/** The standard values of a strategy. */
export function standards(parameters: readonly StrategyParameter[]): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.standard]));
}

/** A bot as it would be typed. */
export function formOf(bot: Bot): BotForm {
  const { exits } = bot;
  return {
    id: bot.id,
    account: bot.account,
    symbol: bot.symbol,
    interval: bot.interval,
    strategy: bot.strategy,
    rule: bot.rule ?? '',
    parameters: bot.parameters,
    sizing: {
      kind: bot.sizing.kind,
      amount: bot.sizing.amount,
      allocation: bot.sizing.allocation ?? '',
      atrPeriod: String(bot.sizing.atrPeriod),
      atrMultiple: bot.sizing.atrMultiple,
    },
    entry: {
      type: bot.entry.type,
      timeInForce: bot.entry.timeInForce,
      offsetPercent: bot.entry.offsetPercent,
      expireAfter: written(bot.entry.expireAfter),
    },
    exits: {
      stopLossPercent: exits.stopLossPercent ?? '',
      takeProfitPercent: exits.takeProfitPercent ?? '',
      roi: exits.roi.map((step) => ({ after: written(step.after), percent: step.percent })),
      activationPercent: exits.trailing?.activationPercent ?? '',
      distancePercent: exits.trailing?.distancePercent ?? '',
      timeLimit: written(exits.timeLimit),
      cooldown: written(exits.cooldown === 'PT0S' ? null : exits.cooldown),
    },
  };
}

/** Writes an ISO-8601 duration as people type it: PT1M30S is 90s, PT48H is 2d. What has no such form stays. */
export function written(iso: string | null): string {
  if (iso === null) return '';
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(iso);
  if (!match) return iso;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  for (const [unit, size] of [['d', 86_400], ['h', 3_600], ['m', 60]] as const) {
    if (total >= size && total % size === 0) return `${total / size}${unit}`;
  }
  return `${total}s`;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** A strategy as the gateway wants it. Parameters of another strategy, typed before, are left out. */
export function strategyBody(form: StrategyForm, strategies: readonly Strategy[]) {
  if (form.strategy === RULE) return { rule: form.rule };
  const known = strategies.find((strategy) => strategy.name === form.strategy)?.parameters ?? [];
  const parameters = Object.fromEntries(
    known.flatMap(({ name }) => (form.parameters[name]?.trim() ? [[name, form.parameters[name].trim()]] : [])),
  );
  return { strategy: form.strategy, parameters };
}

export function sizingBody(form: SizingForm): Schemas['WrittenSizing'] {
  const body = { kind: form.kind, amount: form.amount.trim(), allocation: orNull(form.allocation) };
  if (form.kind !== 'RISK') return body;
  return { ...body, atrPeriod: orNull(form.atrPeriod) === null ? null : Number(form.atrPeriod), atrMultiple: orNull(form.atrMultiple) };
}

export function entryBody(form: EntryForm): Schemas['WrittenEntry'] {
  if (form.type === 'MARKET') return { type: form.type, timeInForce: form.timeInForce };
  return {
    type: form.type,
    timeInForce: form.timeInForce,
    offsetPercent: orNull(form.offsetPercent),
    expireAfter: orNull(form.expireAfter),
  };
}

export function exitsBody(form: ExitsForm): Schemas['WrittenExits'] {
  const distance = orNull(form.distancePercent);
  return {
    stopLossPercent: orNull(form.stopLossPercent),
    takeProfitPercent: orNull(form.takeProfitPercent),
    roi: form.roi.map((step) => ({ after: step.after.trim(), percent: step.percent.trim() })),
    trailing:
      distance === null ? null : { distancePercent: distance, activationPercent: orNull(form.activationPercent) },
    timeLimit: orNull(form.timeLimit),
    cooldown: orNull(form.cooldown),
  };
}

/** The bot that the form describes. */
export function bodyOf(form: BotForm, strategies: readonly Strategy[]): NewBot {
  return {
    id: form.id.trim(),
    account: form.account,
    symbol: form.symbol,
    interval: form.interval,
    ...strategyBody(form, strategies),
    sizing: sizingBody(form.sizing),
    entry: entryBody(form.entry),
    exits: exitsBody(form.exits),
  };
}
