import { formatDuration, formatMoney, formatNumber, formatShare, parseDuration, ratio } from '@/format';
import type { AccountRiskView, PositionView } from '@/live';

/** A limit of an account as people read it. */
export type Limit = {
  readonly name: string;
  readonly title: string;
  /** The limit in figures. */
  readonly value: string;
  /** How much of it is used, 0 to 1 and more; null where that cannot be told from outside. */
  readonly used: number | null;
  /** What is used, in figures. */
  readonly usage: string;
};

const TITLES: Readonly<Record<string, string>> = {
  'max-order-notional': 'Value of one order',
  'max-symbol-exposure': 'Exposure to one symbol',
  'max-account-exposure': 'Exposure in all',
  'max-price-age': 'Age of a price',
  'max-price-deviation': 'Deviation from the market',
  'account-orders': 'Orders of the account',
  'account-orders-window': 'in a time of',
  'bot-orders': 'Orders of a bot',
  'bot-orders-window': 'in a time of',
  'max-drawdown': 'Drawdown',
  'drawdown-cool-off': 'Rest after a drawdown',
  'max-consecutive-losses': 'Losses in a row',
  'losses-cool-off': 'Rest after losses',
  'max-daily-loss': 'Loss of the day',
};

/** Returns the limits of an account with how much of each is used, as far as that is known. */
export function limitsOf(
  account: AccountRiskView,
  positions: Iterable<PositionView>,
  currency: string,
): readonly Limit[] {
  const largest = largestExposure(account.account, positions);
  return Object.entries(account.limits).map(([name, value]) => {
    const usage = name === 'max-account-exposure' ? account.exposure : name === 'max-symbol-exposure' ? largest : null;
    return {
      name,
      title: TITLES[name] ?? name,
      value: written(name, value, currency),
      used: usage === null ? null : shareOf(usage, value),
      usage: usage === null ? '' : formatMoney(usage, currency, { rounded: true }),
    };
  });
}

/** Value of the largest sum of positions in one symbol, as a decimal string. */
function largestExposure(account: string, positions: Iterable<PositionView>): string {
  const bySymbol = new Map<string, number>();
  for (const position of positions) {
    if (position.account !== account) continue;
    const value = Number(position.quantity) * Number(position.markPrice);
    bySymbol.set(position.symbol, (bySymbol.get(position.symbol) ?? 0) + value);
  }
  return Math.max(0, ...bySymbol.values()).toFixed(8);
}

function shareOf(usage: string, limit: string): number | null {
  try {
    return ratio(usage, limit);
  } catch {
    return null;
  }
}

function written(name: string, value: string, currency: string): string {
  const duration = parseDuration(value);
  if (duration !== null) return formatDuration(duration);
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  if (/exposure|notional/.test(name)) return formatMoney(value, currency, { unit: true });
  if (/drawdown|deviation/.test(name)) return formatShare(Number(value), 1);
  if (name === 'max-daily-loss') return Number(value) < 1 ? formatShare(Number(value), 1) : formatMoney(value, currency, { unit: true });
  return formatNumber(Number(value));
}

/** Returns the colour of a bar that is so full. */
export function toneOfUse(used: number): 'profit' | 'warning' | 'loss' {
  return used >= 0.9 ? 'loss' : used >= 0.7 ? 'warning' : 'profit';
}
