import { useCallback } from 'react';
import type { Signal } from '@/api/types';
import { usePages } from '@/api/usePages';
import { Badge } from '@/components/Badge';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import { byText, type Column } from '@/components/tableParts';
import { formatDateTime, formatNumber, NOTHING } from '@/format';
import type { BotView, MeshEvent } from '@/live';
import { OrderBadge } from '@/pages/shared/OrderBadge';
import { SymbolPrice } from '@/pages/shared/LivePrice';
import { useReloadOn } from '@/pages/shared/useReloadOn';

const COLUMNS: readonly Column<Signal>[] = [
  { id: 'time', title: 'Time', width: '184px', compare: byText((signal) => signal.time), cell: (signal) => formatDateTime(signal.time) },
  {
    id: 'action',
    title: 'Decision',
    width: '92px',
    cell: (signal) => <Badge tone={signal.action === 'ENTER' ? 'info' : 'neutral'}>{signal.action.toLowerCase()}</Badge>,
  },
  {
    id: 'price',
    title: 'Price',
    width: '112px',
    numeric: true,
    cell: (signal) => <SymbolPrice symbol={signal.symbol} price={signal.price} />,
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 'minmax(240px, 2fr)',
    cell: (signal) => <span title={signal.reason}>{signal.reason}</span>,
  },
  {
    id: 'indicators',
    title: 'Indicators',
    width: 'minmax(200px, 1.5fr)',
    cell: (signal) => {
      const text = indicators(signal);
      return <span title={text}>{text}</span>;
    },
  },
  {
    id: 'order',
    title: 'Order',
    width: '124px',
    cell: (signal) => (signal.orderStatus ? <OrderBadge status={signal.orderStatus} /> : <span className="muted">no order</span>),
  },
  {
    id: 'outcome',
    title: 'Outcome',
    width: 'minmax(160px, 1fr)',
    cell: (signal) => <span title={signal.outcome ?? undefined}>{signal.outcome ?? NOTHING}</span>,
  },
];

/** What a bot decided, why, and what became of it. */
export function Decisions({ bot }: { bot: BotView }) {
  const pages = usePages<Signal>('/signals', { bot: bot.id, limit: 100 });
  useReloadOn(
    useCallback((event: MeshEvent) => SIGNALS.has(event.type) && 'bot' in event && event.bot === bot.id, [bot.id]),
    pages.reload,
  );
  return (
    <PagesPanel title="Decisions" pages={pages}>
      {(signals) => (
        <DataTable label="Decisions" rows={signals} columns={COLUMNS} keyOf={(signal) => signal.id} empty="No decision yet" />
      )}
    </PagesPanel>
  );
}

/** Events after which a decision or what became of it is another one. */
const SIGNALS: ReadonlySet<string> = new Set([
  'SignalGenerated',
  'RiskRejected',
  'OrderPlaced',
  'OrderFilled',
  'OrderCancelled',
  'OrderRejected',
]);

function indicators(signal: Signal): string {
  return Object.entries(signal.indicators)
    .map(([name, value]) => `${name} ${formatNumber(value, Math.abs(value) < 1 ? 6 : 2)}`)
    .join(', ');
}
