import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { usePages } from '@/api/usePages';
import { Badge } from '@/components/Badge';
import { Search, Segments } from '@/components/Choice';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import { Empty } from '@/components/states';
import type { Column } from '@/components/tableParts';
import { formatDateTime, formatPrice, formatQuantity } from '@/format';
import type { MeshEvent, Schemas } from '@/live';
import { useReloadOn } from '@/pages/shared/useReloadOn';

type RiskEvent = Schemas['RiskEvent'];
type Decision = Schemas['RiskDecision'];
const isRiskEvent = ({ type }: MeshEvent) => type.startsWith('CircuitBreaker') || type === 'TradingStateChanged';
const isDecision = ({ type }: MeshEvent) => type === 'RiskApproved' || type === 'RiskRejected';
const LIMIT = 200;

/** What risk did: breakers and trading states. */
export function RiskEvents() {
  const [subject, setSubject] = useState('');
  const query = useMemo(() => ({ subject: subject.trim(), limit: LIMIT }), [subject]);
  const events = usePages<RiskEvent>('/risk/events', query);
  useReloadOn(isRiskEvent, events.reload);
  return (
    <PagesPanel
      title="What risk did"
      pages={events}
      actions={<Search label="Account or bot, exactly" value={subject} onChange={setSubject} />}
    >
      {(items) => (
        <DataTable label="What risk did" rows={items} columns={EVENT_COLUMNS} keyOf={eventKey} empty={<Empty title="Nothing yet" />} />
      )}
    </PagesPanel>
  );
}

/** What risk decided on orders. */
export function Decisions() {
  const [bot, setBot] = useState('');
  const [shown, setShown] = useState<'all' | 'refused'>('all');
  const query = useMemo(() => ({ bot: bot.trim(), limit: LIMIT }), [bot]);
  const decisions = usePages<Decision>('/risk/decisions', query);
  useReloadOn(isDecision, decisions.reload);
  const items = useMemo(
    () => (shown === 'all' ? decisions.items : decisions.items?.filter((decision) => decision.refusal !== null)),
    [decisions.items, shown],
  );
  return (
    <PagesPanel
      title="Decisions on orders"
      pages={{ ...decisions, items }}
      actions={
        <>
          <Segments label="Decisions" value={shown} options={SHOWN} onChange={setShown} />
          <Search label="Bot, exactly" value={bot} onChange={setBot} />
        </>
      }
    >
      {(shownItems) => (
        <DataTable
          label="Decisions on orders"
          rows={shownItems}
          columns={DECISION_COLUMNS}
          keyOf={decisionKey}
          empty={<Empty title="No decision yet" />}
        />
      )}
    </PagesPanel>
  );
}

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'refused', label: 'Refused' },
] as const;
const eventKey = (event: RiskEvent) => event.id;
const decisionKey = (decision: Decision) => decision.id;

const EVENT_COLUMNS: readonly Column<RiskEvent>[] = [
  { id: 'time', title: 'Time', width: '180px', cell: ({ time }) => formatDateTime(time) },
  {
    id: 'type',
    title: 'What',
    width: '140px',
    cell: ({ type }) => (
      <Badge tone={type === 'CircuitBreakerFired' ? 'loss' : type === 'CircuitBreakerReset' ? 'profit' : 'warning'}>
        {type === 'CircuitBreakerFired' ? 'Breaker fired' : type === 'CircuitBreakerReset' ? 'Breaker reset' : 'Trading state'}
      </Badge>
    ),
  },
  { id: 'subject', title: 'Account or bot', width: 'minmax(120px, 1fr)', cell: ({ subject }) => subject },
  {
    id: 'detail',
    title: 'Why',
    width: 'minmax(240px, 3fr)',
    cell: (event) => {
      const text = event.detail ?? `${event.rule ?? ''} ${formatQuantity(event.value)} beyond ${formatQuantity(event.limit)}`;
      return <span title={text}>{text}</span>;
    },
  },
];

const DECISION_COLUMNS: readonly Column<Decision>[] = [
  { id: 'time', title: 'Time', width: '180px', cell: ({ time }) => formatDateTime(time) },
  {
    id: 'decision',
    title: 'Decision',
    width: '170px',
    cell: ({ refusal }) => <Badge tone={refusal ? 'warning' : 'profit'}>{refusal ?? 'approved'}</Badge>,
  },
  {
    id: 'bot',
    title: 'Bot',
    width: 'minmax(150px, 1fr)',
    cell: ({ bot }) => <Link to={`/bots/${encodeURIComponent(bot)}`}>{bot}</Link>,
  },
  { id: 'symbol', title: 'Symbol', width: '104px', cell: ({ symbol }) => symbol },
  { id: 'side', title: 'Side', width: '64px', cell: ({ side }) => side.toLowerCase() },
  { id: 'quantity', title: 'Quantity', width: '120px', numeric: true, cell: ({ quantity }) => formatQuantity(quantity) },
  { id: 'price', title: 'Price', width: '120px', numeric: true, cell: ({ price }) => formatPrice(price) },
  {
    id: 'detail',
    title: 'Numbers that decided',
    width: 'minmax(220px, 2fr)',
    cell: ({ detail }) => <span title={detail}>{detail}</span>,
  },
];
