export * from './events';
export * from './hooks';
export { MEASURED, type Measured, MOMENTS } from './measure';
export { LiveData } from './LiveData';
export type { Phase } from './phase';
export { unrealisedAt } from './reduce';
export * from './stale';
export {
  type AccountRiskView,
  type AccountView,
  type BotView,
  type BreakerView,
  EMPTY_STATE,
  type FeedView,
  type LiveState,
  MOST_RECENT,
  type OrderView,
  type PartName,
  type PositionView,
  type RiskView,
} from './state';
export type { LiveStore } from './store';
