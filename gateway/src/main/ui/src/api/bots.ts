import { change } from './client';
import { ProblemError } from './http';
import type { Bot, NewBot, Order, PageOf } from './types';
import { asProblem } from './useLoad';

export type BotCommand = 'start' | 'pause' | 'stop';

/** The most bots that the gateway takes in one command. */
const MOST_AT_ONCE = 1_000;

/** How many bots are deleted side by side. */
const DELETIONS_AT_ONCE = 4;

/** Sends a command to bots; each thousand of them is one step that is done as a whole or not at all. */
export async function commandBots(command: BotCommand, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    await change('POST', `/bots/${command}`, { body: { bots: ids.slice(from, from + MOST_AT_ONCE) } });
  }
}

/** Deletes bots one by one; what the engine refuses, such as a bot with a position, is named at the end. */
export async function deleteBots(ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  const refused: string[] = [];
  let status = 409;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await change('DELETE', `/bots/${encodeURIComponent(id)}`);
      } catch (cause) {
        const error = asProblem(cause);
        status = error.status;
        refused.push(`${id}: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(DELETIONS_AT_ONCE, ids.length) }, worker));
  if (refused.length === 0) return;
  const more = refused.length > 5 ? ` and ${refused.length - 5} more` : '';
  throw new ProblemError({
    type: 'about:blank',
    title: 'Not all were deleted',
    status,
    detail: `${ids.length - refused.length} of ${ids.length} were deleted. ${refused.slice(0, 5).join(' · ')}${more}`,
  });
}

/** @param key the same for each attempt to make the same bot, so that it is made once */
export function createBot(bot: NewBot, key: string): Promise<Bot> {
  return change<Bot>('POST', '/bots', { body: bot, headers: { 'idempotency-key': key } });
}

/** Replaces what a bot does if it still has that version; 412 if somebody was faster. */
export function replaceBot(bot: NewBot, version: number): Promise<Bot> {
  return change<Bot>('PUT', `/bots/${encodeURIComponent(bot.id)}`, {
    body: bot,
    headers: { 'if-match': `"${version}"` },
  });
}

export function closePosition(bot: string, reason: string): Promise<PageOf<Order>> {
  return change('POST', `/positions/${encodeURIComponent(bot)}/close`, { body: reason ? { reason } : {} });
}

export function cancelOrder(orderId: string): Promise<Order> {
  return change('DELETE', `/orders/${encodeURIComponent(orderId)}`);
}

/** A key that nobody else has. randomUUID would need HTTPS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
