import type { Bot, BotStatus } from '@/api/types';

export type BotFilter = { search: string; status: BotStatus | ''; account: string };

/** The bots that match all of the filter; each word of the search has to be in the name, symbol, strategy, interval or reason. */
export function matching(bots: readonly Bot[], filter: BotFilter): readonly Bot[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !filter.status && !filter.account) return bots;
  return bots.filter((bot) => {
    if (filter.status && bot.status !== filter.status) return false;
    if (filter.account && bot.account !== filter.account) return false;
    if (words.length === 0) return true;
    const text = `${bot.id} ${bot.symbol} ${bot.strategy} ${bot.interval} ${bot.reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
