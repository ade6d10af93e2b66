import { change } from '@/api/client';
import type { Schemas, TradingState } from '@/live';

const MOST_BOTS = 1_000;

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

/** Pauses these bots, as many at once as one request takes. */
export async function pauseBots(bots: readonly string[]): Promise<void> {
  for (let at = 0; at < bots.length; at += MOST_BOTS) {
    await change('POST', '/bots/pause', { body: { bots: bots.slice(at, at + MOST_BOTS) } });
  }
}
