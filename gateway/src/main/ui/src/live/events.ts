import type { components } from '@/api/schema';

/** The types of the contract, by their names in it. */
export type Schemas = components['schemas'];

/** An event as the mesh publishes it. Amounts of money are strings, market data numbers, times ISO-8601 in UTC. */
export type MeshEvent = Schemas['Event'];
export type PriceUpdated = Schemas['PriceUpdated'];
export type SignalGenerated = Schemas['SignalGenerated'];
export type CandleClosed = Schemas['CandleClosed'];
export type Candle = Schemas['Candle'];
export type Severity = Schemas['Severity'];
export type TradingState = Schemas['TradingState'];

/** What people read in lists: everything but prices, which are state. */
export type ToldEvent = Exclude<MeshEvent, PriceUpdated>;
export type ToldType = ToldEvent['type'];

export const TOLD_TYPES: readonly ToldType[] = [
  'SignalGenerated',
  'RiskApproved',
  'RiskRejected',
  'OrderPlaced',
  'OrderFilled',
  'OrderCancelled',
  'OrderRejected',
  'PositionOpened',
  'PositionClosed',
  'BotStatusChanged',
  'BotFailed',
  'CircuitBreakerFired',
  'CircuitBreakerReset',
  'TradingStateChanged',
  'FeedStatusChanged',
  'CandleClosed',
  'EquitySnapshotTaken',
];

const TYPES: ReadonlySet<string> = new Set([...TOLD_TYPES, 'PriceUpdated']);

export function isMeshEventType(type: string): type is MeshEvent['type'] {
  return TYPES.has(type);
}

/** Returns the symbol an event is about; empty if it is not about one. */
export function symbolOf(event: MeshEvent): string {
  return 'symbol' in event ? event.symbol : '';
}

/** Returns the bot an event is about; empty if it is not about one. */
export function botOf(event: MeshEvent): string {
  return ('bot' in event ? event.bot : null) ?? '';
}
