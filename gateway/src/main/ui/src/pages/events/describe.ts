import type { Tone } from '@/components/Badge';
import { formatMoney, formatPrice, formatQuantity } from '@/format';
import type { Severity, ToldEvent } from '@/live';

/** Says in a line what an event tells, without its bot and symbol. */
export function describe(event: ToldEvent): string {
  switch (event.type) {
    case 'CandleClosed':
      return `${event.interval} closed at ${formatPrice(event.candle.close)}${event.backfilled ? ', fetched later' : ''}`;
    case 'FeedStatusChanged':
      return [event.feed, lower(event.status), ...event.symbols.slice(0, 3), event.stream ?? '', event.detail].filter(Boolean).join(' ');
    case 'BotStatusChanged':
      return `${lower(event.status)}: ${event.reason}`;
    case 'BotFailed':
      return `${event.error} (failure ${event.failures})`;
    case 'SignalGenerated':
      return `${lower(event.action)} at ${formatPrice(event.price)}: ${event.reason}`;
    case 'RiskApproved':
      return ordered(event);
    case 'RiskRejected':
      return `${ordered(event)}: ${event.reason} ${event.detail}`;
    case 'OrderPlaced':
      return `${ordered(event)}${resting(event)}`;
    case 'OrderFilled':
      return `${ordered(event)}, fee ${formatQuantity(event.fee)}`;
    case 'OrderCancelled':
      return `${lower(event.side)} order withdrawn, ${formatQuantity(event.remaining)} left: ${event.reason}`;
    case 'OrderRejected':
      return `${lower(event.side)} ${formatQuantity(event.quantity)}: ${event.reason}`;
    case 'PositionOpened':
      return `${formatQuantity(event.quantity)} at ${formatPrice(event.entryPrice)}`;
    case 'PositionClosed':
      return `${formatMoney(event.realised, '', { signed: true })}: ${event.reason}`;
    case 'EquitySnapshotTaken':
      return `${event.account} ${formatMoney(event.equity, event.currency, { unit: true, rounded: true })}`;
    case 'CircuitBreakerFired':
      return `${event.breaker}: ${formatQuantity(event.value)} beyond ${formatQuantity(event.limit)}`;
    case 'CircuitBreakerReset':
      return `${event.breaker}: ${event.reason}`;
    case 'TradingStateChanged':
      return `${event.account} from ${event.from} to ${event.to}: ${event.reason}`;
  }
}

const NAMES: Readonly<Record<ToldEvent['type'], string>> = {
  SignalGenerated: 'Signal',
  RiskApproved: 'Risk approved',
  RiskRejected: 'Risk refused',
  OrderPlaced: 'Order placed',
  OrderFilled: 'Order filled',
  OrderCancelled: 'Order cancelled',
  OrderRejected: 'Order rejected',
  PositionOpened: 'Position opened',
  PositionClosed: 'Position closed',
  BotStatusChanged: 'Bot status',
  BotFailed: 'Bot failed',
  CircuitBreakerFired: 'Breaker fired',
  CircuitBreakerReset: 'Breaker reset',
  TradingStateChanged: 'Trading state',
  FeedStatusChanged: 'Feed',
  CandleClosed: 'Candle closed',
  EquitySnapshotTaken: 'Equity',
};

export function nameOf(type: ToldEvent['type']): string {
  return NAMES[type];
}

export function toneOfEvent(event: ToldEvent): Tone {
  if (event.severity !== 'INFO') return toneOfSeverity(event.severity);
  if (event.type === 'OrderFilled' || event.type === 'PositionOpened') return 'profit';
  return event.type === 'SignalGenerated' ? 'info' : 'neutral';
}

export function toneOfSeverity(severity: Severity): Tone {
  return severity === 'CRITICAL' ? 'loss' : severity === 'WARNING' ? 'warning' : 'neutral';
}

function ordered({ side, quantity, price }: { side: string; quantity: string; price: string }): string {
  return `${lower(side)} ${formatQuantity(quantity)} at ${formatPrice(price)}`;
}

function resting(event: Extract<ToldEvent, { type: 'OrderPlaced' }>): string {
  if (event.orderType === 'LIMIT') return `, limit ${formatPrice(event.limitPrice)} ${event.timeInForce}`;
  return event.orderType === 'STOP' ? `, stop ${formatPrice(event.stopPrice)}` : '';
}

function lower(text: string): string {
  return text.toLowerCase();
}
