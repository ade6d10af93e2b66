import type { MeshEvent } from './events';
import type { LiveState, PartName } from './state';

/** Where REST tells the parts of the state. Only open orders are kept. */
export const PART_PATHS: Readonly<Record<PartName, string>> = {
  bots: '/api/v1/bots',
  positions: '/api/v1/positions',
  orders: '/api/v1/orders?status=OPEN&limit=1000',
  portfolio: '/api/v1/portfolio',
  risk: '/api/v1/risk',
  feeds: '/api/v1/feeds',
  prices: '/api/v1/prices',
};

export interface Wish {
  readonly part: PartName;
  readonly afterMillis: number;
}

const SOON = 1_000;
const LATER = 15_000;

/** Returns what has to be asked for again because an event hints at a change that it does not tell in full. */
export function wishesOf(event: MeshEvent, state: LiveState): readonly Wish[] {
  switch (event.type) {
    case 'BotStatusChanged':
      // Bots are made with STARTING, and deleted with STOPPED.
      return !state.bots.has(event.bot) || event.status === 'STARTING' || event.status === 'STOPPED'
        ? [{ part: 'bots', afterMillis: SOON }]
        : [];
    case 'SignalGenerated':
      return [{ part: 'bots', afterMillis: LATER }];
    case 'OrderFilled':
      // Later fills of an entry or exit enlarge or shrink the position without an event of their own.
      return [
        { part: 'positions', afterMillis: SOON },
        { part: 'portfolio', afterMillis: SOON },
        { part: 'risk', afterMillis: LATER },
      ];
    case 'PositionOpened':
    case 'PositionClosed':
      return [{ part: 'portfolio', afterMillis: SOON }];
    case 'FeedStatusChanged':
      return [{ part: 'feeds', afterMillis: event.status === 'BACKFILLED' ? LATER : SOON }];
    case 'TradingStateChanged':
    case 'CircuitBreakerFired':
    case 'CircuitBreakerReset':
      return [{ part: 'risk', afterMillis: SOON }];
    case 'RiskApproved':
    case 'RiskRejected':
      return [{ part: 'risk', afterMillis: LATER }];
    default:
      return [];
  }
}
