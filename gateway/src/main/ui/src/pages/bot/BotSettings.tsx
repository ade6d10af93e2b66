import { Facts, Panel } from '@/components/Page';
import { formatDecimal, formatMoney, NOTHING } from '@/format';
import { written } from '@/forms/model';
import type { BotView } from '@/live';

/** What a bot was told to do. */
export function BotSettings({ bot, currency }: { bot: BotView; currency: string }) {
  return (
    <Panel title={`Settings, version ${bot.version}`}>
      {bot.rule !== null && <pre className="bot-rule">{bot.rule}</pre>}
      <Facts
        facts={[
          ...Object.entries(bot.parameters),
          ['Size of an entry', sizing(bot, currency)],
          ['Allocation', bot.sizing.allocation === null ? 'all free cash' : money(bot.sizing.allocation, currency)],
          ['Entry order', entry(bot)],
          ...exits(bot),
        ]}
      />
    </Panel>
  );
}

function money(amount: string, currency: string): string {
  return formatMoney(amount, currency, { unit: true });
}

const percent = (value: string) => `${formatDecimal(value)}\u00a0%`;

function sizing({ sizing: { kind, amount, atrPeriod, atrMultiple } }: BotView, currency: string): string {
  switch (kind) {
    case 'QUOTE':
      return money(amount, currency);
    case 'FRACTION':
      return `${formatDecimal(amount)} of the allocation`;
    case 'RISK':
      return `${formatDecimal(amount)} at risk, ${formatDecimal(atrMultiple)} × ATR(${atrPeriod})`;
  }
}

function entry({ entry: { type, timeInForce, offsetPercent, expireAfter } }: BotView): string {
  const offset = type === 'MARKET' ? '' : `, ${percent(offsetPercent)} ${type === 'LIMIT' ? 'below' : 'above'}`;
  return `${type.toLowerCase()} ${timeInForce}${offset}${expireAfter === null ? '' : `, for ${written(expireAfter)}`}`;
}

function exits({ exits }: BotView): [string, string][] {
  const { stopLossPercent, takeProfitPercent, trailing, roi, timeLimit, cooldown } = exits;
  return [
    ['Stop loss', stopLossPercent === null ? NOTHING : percent(stopLossPercent)],
    ['Take profit', takeProfitPercent === null ? NOTHING : percent(takeProfitPercent)],
    [
      'Trailing stop',
      trailing === null ? NOTHING : `${percent(trailing.distancePercent)}, from ${percent(trailing.activationPercent)}`,
    ],
    ['Enough profit', roi.map((step) => `${percent(step.percent)} after ${written(step.after)}`).join(', ') || NOTHING],
    ['Time limit', timeLimit === null ? NOTHING : written(timeLimit)],
    ['Cooldown', cooldown === 'PT0S' ? NOTHING : written(cooldown)],
  ];
}
