import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { usePages } from '@/api/usePages';
import { Badge, type Tone } from '@/components/Badge';
import { Select } from '@/components/Choice';
import { DataTable } from '@/components/DataTable';
import { Page } from '@/components/Page';
import { PagesPanel } from '@/components/PagesPanel';
import { Empty } from '@/components/states';
import type { Column } from '@/components/tableParts';
import { formatDateTime } from '@/format';
import type { MeshEvent, Schemas } from '@/live';
import { toneOfSeverity } from '@/pages/events/describe';
import { useReloadOn } from '@/pages/shared/useReloadOn';

type Notification = Schemas['Notification'];
type Delivery = Notification['deliveries'][number];
type Least = 'info' | 'warning' | 'critical';

const SEVERITIES: { value: Least; label: string }[] = [
  { value: 'info', label: 'All severities' },
  { value: 'warning', label: 'Warnings and worse' },
  { value: 'critical', label: 'Critical only' },
];

// What the notifier may tell people about.
const isTold = ({ type }: MeshEvent) => type !== 'PriceUpdated' && type !== 'CandleClosed' && type !== 'EquitySnapshotTaken';

/** What people were told, and what became of it on each channel. */
export default function NotificationsPage() {
  const [severity, setSeverity] = useState<Least>('info');
  const query = useMemo(() => ({ severity, limit: 200 }), [severity]);
  const pages = usePages<Notification>('/notifications', query);
  useReloadOn(isTold, pages.reload);
  return (
    <Page title="Notifications">
      <PagesPanel
        title="Newest first"
        pages={pages}
        actions={<Select label="Severity" value={severity} options={SEVERITIES} onChange={setSeverity} />}
      >
        {(items) => (
          <DataTable
            label="Notifications"
            rows={items}
            columns={COLUMNS}
            keyOf={keyOf}
            size="fill"
            empty={<Empty title="Nobody has been told anything yet" />}
          />
        )}
      </PagesPanel>
    </Page>
  );
}

const keyOf = (notification: Notification) => notification.id;

const TONES: Readonly<Record<Delivery['status'], Tone>> = {
  WAITING: 'info',
  DELIVERED: 'profit',
  FAILED: 'loss',
  DROPPED: 'warning',
};

function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  return deliveries.map(({ channel, status, at, detail }) => (
    <Badge key={channel} tone={TONES[status]} title={[formatDateTime(at), detail].filter(Boolean).join(': ')}>
      {channel} {status.toLowerCase()}
    </Badge>
  ));
}

const COLUMNS: readonly Column<Notification>[] = [
  { id: 'time', title: 'Time', width: '180px', cell: ({ time }) => <time dateTime={time}>{formatDateTime(time)}</time> },
  {
    id: 'severity',
    title: 'Severity',
    width: '96px',
    cell: ({ severity }) => <Badge tone={toneOfSeverity(severity)}>{severity.toLowerCase()}</Badge>,
  },
  { id: 'kind', title: 'About', width: '150px', cell: ({ kind }) => kind },
  {
    id: 'bot',
    title: 'Bot',
    width: 'minmax(140px, 200px)',
    cell: ({ bot }) => bot && <Link to={`/bots/${encodeURIComponent(bot)}`}>{bot}</Link>,
  },
  { id: 'text', title: 'Text', width: 'minmax(260px, 1fr)', cell: ({ text }) => <span title={text}>{text}</span> },
  { id: 'channels', title: 'Channels', width: '190px', cell: ({ deliveries }) => <Deliveries deliveries={deliveries} /> },
];
