import { Badge, type Tone } from '@/components/Badge';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { formatNumber } from '@/format';
import { useLive, type FeedView } from '@/live';
import '@/pages/shared/shared.css';

const TONES: Record<FeedView['status'], Tone> = {
  CONNECTED: 'profit',
  BACKFILLED: 'profit',
  STALE: 'warning',
  RECONNECTING: 'warning',
  DISCONNECTED: 'loss',
};

/** The connections to exchanges: whether prices can be acted on. */
export function FeedHealth() {
  const feeds = useLive((state) => state.feeds);
  return (
    <Panel title="Market data" flush>
      {feeds.size === 0 ? (
        <Empty title="No feed" />
      ) : (
        <ul className="list">
          {[...feeds.values()].map((feed) => (
            <li key={feed.feed}>
              <Badge tone={feed.staleSymbols.length > 0 ? 'warning' : TONES[feed.status]}>{feed.status.toLowerCase()}</Badge>
              <span className="list-text">
                {feed.feed}: {feed.symbols.length} symbols, {feed.streams} streams
                <span className="muted">{trouble(feed)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function trouble(feed: FeedView): string {
  const parts = [
    feed.staleSymbols.length > 0 ? `silent: ${feed.staleSymbols.join(', ')}` : '',
    feed.reconnects > 0 ? `${formatNumber(feed.reconnects)} reconnects` : '',
    feed.missedTrades > 0 ? `${formatNumber(feed.missedTrades)} missed trades` : '',
    feed.malformed > 0 ? `${formatNumber(feed.malformed)} unreadable messages` : '',
  ].filter(Boolean);
  return parts.length > 0 ? ` · ${parts.join(' · ')}` : ' · no trouble so far';
}
