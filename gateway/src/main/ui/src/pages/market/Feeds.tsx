import { Badge, type Tone } from '@/components/Badge';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { formatNumber } from '@/format';
import { type FeedView, isDown, useLive } from '@/live';

/** State of each connection to an exchange. */
export function Feeds() {
  const feeds = useLive((state) => state.feeds);
  return (
    <Panel title="Exchange connections">
      {feeds.size ? (
        <ul className="feeds">
          {[...feeds.values()].map((feed) => (
            <Feed key={feed.feed} feed={feed} />
          ))}
        </ul>
      ) : (
        <Empty title="No connection has been told of yet" />
      )}
    </Panel>
  );
}

function Feed({ feed }: { feed: FeedView }) {
  const stale = feed.staleSymbols.length;
  const tone: Tone = feed.status === 'DISCONNECTED' ? 'loss' : isDown(feed) || stale ? 'warning' : 'profit';
  const silent = feed.staleStreams.map(({ symbol, stream }) => `${symbol} ${stream}`).join(', ');
  return (
    <li>
      <div className="feed-head">
        <b>{feed.feed}</b>
        <Badge tone={tone}>{isDown(feed) ? feed.status.toLowerCase() : stale ? `${stale} stale` : 'live'}</Badge>
      </div>
      <p className="muted">
        {formatNumber(feed.symbols.length)} symbols, {formatNumber(feed.streams)} streams,{' '}
        {formatNumber(feed.messages)} messages, {formatNumber(feed.reconnects)} reconnects,{' '}
        {formatNumber(feed.malformed)} malformed, {formatNumber(feed.missedTrades)} missed trades,{' '}
        {formatNumber(feed.backfilledCandles)} candles backfilled, {formatNumber(feed.auditDifferences)} of{' '}
        {formatNumber(feed.auditedCandles)} audited candles differ
      </p>
      {silent && <p className="warning-text">Silent: {silent}</p>}
    </li>
  );
}
