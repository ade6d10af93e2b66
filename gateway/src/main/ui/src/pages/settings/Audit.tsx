import type { Schemas } from '@/api/types';
import { usePages } from '@/api/usePages';
import { Badge } from '@/components/Badge';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import type { Column } from '@/components/tableParts';
import { formatDateTime } from '@/format';

type Entry = Schemas['AuditEntry'];

const COLUMNS: readonly Column<Entry>[] = [
  { id: 'time', title: 'Time', width: '184px', cell: (entry) => formatDateTime(entry.time) },
  { id: 'name', title: 'Who', width: 'minmax(120px, 0.6fr)', cell: (entry) => entry.name ?? <span className="muted">nobody</span> },
  { id: 'role', title: 'Role', width: '92px', cell: (entry) => entry.role },
  { id: 'action', title: 'What', width: 'minmax(200px, 1fr)', cell: (entry) => <span title={entry.action}>{entry.action}</span> },
  {
    id: 'path',
    title: 'Request',
    width: 'minmax(260px, 1.4fr)',
    cell: (entry) => <span className="mono" title={`${entry.method} ${entry.path}`}>{`${entry.method} ${entry.path}`}</span>,
  },
  {
    id: 'status',
    title: 'Answer',
    width: '84px',
    cell: (entry) => <Badge tone={entry.status < 400 ? 'profit' : 'loss'}>{entry.status}</Badge>,
  },
  { id: 'address', title: 'From', width: '132px', cell: (entry) => entry.address },
];

/** Who changed what, newest first. */
export function Audit() {
  const pages = usePages<Entry>('/audit', { limit: 100 });
  return (
    <PagesPanel title="Audit log" pages={pages}>
      {(entries) => (
        <DataTable label="Audit log" rows={entries} columns={COLUMNS} keyOf={(entry) => entry.id} empty="No change so far" />
      )}
    </PagesPanel>
  );
}
