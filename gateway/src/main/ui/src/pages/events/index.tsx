import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { DataTable } from '@/components/DataTable';
import { Notice } from '@/components/Notice';
import { Page, Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import type { Column } from '@/components/tableParts';
import { formatClock, formatDateTime, formatNumber } from '@/format';
import { botOf, type LiveState, MOST_RECENT, symbolOf, type ToldEvent, useLive } from '@/live';
import { describe, nameOf, toneOfEvent } from './describe';
import { EventDetails } from './EventDetails';
import { EventFilters } from './EventFilters';
import { EVERYTHING, filtered, inOrder } from './filter';
import './events.css';

const pickAll = (state: LiveState) => state;

/** What happens, as it happens. A pause holds the list still; what comes meanwhile is kept. */
export default function EventsPage() {
  const live = useLive(pickAll);
  const [held, setHeld] = useState<LiveState>();
  const [filter, setFilter] = useState(EVERYTHING);
  const [chosen, setChosen] = useState<ToldEvent>();
  const { recent, candles, heard } = held ?? live;
  const known = useMemo(() => inOrder(recent, candles), [recent, candles]);
  const shown = useMemo(() => filtered(filter.types.has('CandleClosed') ? known : recent, filter), [known, recent, filter]);
  const waiting = live.heard - heard;
  const columns = useMemo(() => columnsOf(setChosen), []);
  return (
    <Page
      title="Events"
      actions={
        <>
          <span className="muted event-count" role="status">
            {held ? `${formatNumber(waiting)} new` : `${formatNumber(shown.length)} shown`}
          </span>
          <Button kind={held ? 'primary' : 'secondary'} onClick={() => setHeld(held ? undefined : live)}>
            {held ? 'Go on' : 'Pause'}
          </Button>
        </>
      }
    >
      <EventFilters filter={filter} onChange={setFilter} />
      {waiting > MOST_RECENT && (
        <Notice tone="warning">
          More than {formatNumber(MOST_RECENT)} events came during the pause; the oldest of them will not be in the list.
        </Notice>
      )}
      {live.gapAt !== null && (
        <Notice tone="warning">
          Some events before {formatDateTime(live.gapAt)} were missed. What the pages show has been read anew since; this list has a hole.
        </Notice>
      )}
      <Panel title="Newest first" flush>
        <DataTable
          label="Events"
          rows={shown}
          columns={columns}
          keyOf={keyOf}
          onOpen={setChosen}
          size="fill"
          empty={
            recent.length ? (
              <Empty title="Nothing matches">Of {formatNumber(recent.length)} events none passes the filter.</Empty>
            ) : (
              <Empty title="Nothing has happened yet">Events appear here from the moment this browser began to listen.</Empty>
            )
          }
        />
      </Panel>
      {chosen && (
        <EventDetails event={chosen} known={known} onShow={setChosen} onClose={() => setChosen(undefined)} />
      )}
    </Page>
  );
}

const keyOf = (event: ToldEvent) => event.id;

function columnsOf(onShow: (event: ToldEvent) => void): readonly Column<ToldEvent>[] {
  return [
    {
      id: 'time',
      title: 'Time',
      width: '88px',
      cell: (event) => <time dateTime={event.time}>{formatClock(event.time)}</time>,
    },
    {
      id: 'type',
      title: 'Event',
      width: '150px',
      cell: (event) => (
        <button type="button" className="event-name" onClick={() => onShow(event)}>
          <Badge tone={toneOfEvent(event)}>{nameOf(event.type)}</Badge>
        </button>
      ),
    },
    {
      id: 'bot',
      title: 'Bot',
      width: 'minmax(150px, 220px)',
      cell: (event) => {
        const bot = botOf(event);
        return bot && <Link to={`/bots/${encodeURIComponent(bot)}`}>{bot}</Link>;
      },
    },
    { id: 'symbol', title: 'Symbol', width: '104px', cell: symbolOf },
    {
      id: 'what',
      title: 'What',
      width: 'minmax(260px, 1fr)',
      cell: (event) => {
        const text = describe(event);
        return <span title={text}>{text}</span>;
      },
    },
  ];
}
