import { change } from '@/api/client';
import type { Schemas, TradingState } from '@/live';

/** Tells what an account may do; all accounts without one. */
export async function changeState(account: string | undefined, state: TradingState, reason: string): Promise<void> {
  await change<Schemas['RiskState']>('PUT', '/risk/state', { body: { ...(account && { account }), state, reason } });
}

export async function resetBreaker(breaker: string, reason: string): Promise<void> {
  await change('POST', `/risk/breakers/${encodeURIComponent(breaker)}/reset`, { body: { reason } });
}

/** Sells what an account holds; returns how many orders that takes. */
export async function closePositions(account: string, reason: string): Promise<number> {
  const { items } = await change<Schemas['OrderPage']>('POST', '/positions/close', { body: { account, reason } });
  return items.length;
}
