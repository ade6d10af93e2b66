import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Dialog } from '@/components/Dialog';
import { LinkButton } from '@/components/LinkButton';
import { Facts } from '@/components/Page';
import { formatDateTime } from '@/format';
import { botOf, type ToldEvent } from '@/live';
import { describe, nameOf, toneOfEvent, toneOfSeverity } from './describe';
import { type Cause, causesOf, readId } from './filter';

const HEADER = new Set(['type', 'severity', 'id', 'time', 'node', 'cause', 'publishedMicros', 'bot', 'symbol']);

/** All that an event says, and what led to it. */
export function EventDetails({ event, known, onShow, onClose }: {
  event: ToldEvent;
  known: readonly ToldEvent[];
  onShow: (event: ToldEvent) => void;
  onClose: () => void;
}) {
  const bot = botOf(event);
  const facts: (readonly [string, ReactNode])[] = [
    ['Severity', <Badge tone={toneOfSeverity(event.severity)}>{event.severity.toLowerCase()}</Badge>],
    ['Time', formatDateTime(event.time)],
    ['Published', formatDateTime(event.publishedMicros / 1_000)],
  ];
  if (bot) facts.push(['Bot', <Link to={`/bots/${encodeURIComponent(bot)}`}>{bot}</Link>]);
  if ('symbol' in event && event.symbol) {
    facts.push(['Symbol', <Link to={`/market/${encodeURIComponent(event.symbol)}`}>{event.symbol}</Link>]);
  }
  for (const [name, value] of Object.entries(event)) {
    if (!HEADER.has(name) && value !== null) facts.push([name, <span className="mono">{written(value)}</span>]);
  }
  facts.push(['Node', event.node], ['Id', <span className="mono">{event.id}</span>]);
  return (
    <Dialog title={nameOf(event.type)} onClose={onClose}>
      <div className="event-details">
        <p>{describe(event)}</p>
        <Facts facts={facts} />
        <h3>What led to it</h3>
        <Causes causes={causesOf(event, known)} onShow={onShow} />
      </div>
    </Dialog>
  );
}

function Causes({ causes, onShow }: { causes: readonly Cause[]; onShow: (event: ToldEvent) => void }) {
  if (!causes.length) return <p className="muted">Nothing: it is the beginning of a chain.</p>;
  return (
    <ol className="causes">
      {causes.map(({ id, event }) => (
        <li key={id}>
          {event ? (
            <>
              <LinkButton onClick={() => onShow(event)}>{nameOf(event.type)}</LinkButton>
              <Badge tone={toneOfEvent(event)}>{formatDateTime(event.time)}</Badge>
              <span>{describe(event)}</span>
            </>
          ) : (
            <span className="muted">{unknown(id)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

function unknown(id: string): string {
  const read = readId(id);
  if (!read) return `${id}, which is not in this list any more`;
  const what = read.isPrice ? 'A price' : 'An event that is not in this list any more';
  return `${what} of ${read.node}, ${formatDateTime(read.millis)}`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
