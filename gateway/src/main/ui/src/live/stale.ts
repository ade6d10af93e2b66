import type { FeedView, LiveState } from './state';

const DOWN: ReadonlySet<string> = new Set(['STALE', 'RECONNECTING', 'DISCONNECTED']);

export function isDown(feed: FeedView): boolean {
  return DOWN.has(feed.status);
}

/** Returns why the prices of a symbol are not to be acted on; empty if they are. */
export function staleReason(state: Pick<LiveState, 'feeds'>, symbol: string): string {
  for (const feed of state.feeds.values()) {
    const silent = feed.staleStreams.filter((stale) => stale.symbol === symbol).map((stale) => stale.stream);
    if (silent.length) return `${feed.feed} is silent: ${silent.join(', ')}`;
    if (feed.staleSymbols.includes(symbol)) return `${feed.feed} is silent`;
    if (isDown(feed) && feed.symbols.includes(symbol)) return `${feed.feed} is ${feed.status.toLowerCase()}`;
  }
  return '';
}
