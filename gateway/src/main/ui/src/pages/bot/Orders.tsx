import { useCallback, useMemo } from 'react';
import type { Order } from '@/api/types';
import { usePages } from '@/api/usePages';
import { useMay } from '@/app/session';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import { byText, type Column } from '@/components/tableParts';
import { formatDateTime, formatDecimal, formatQuantity } from '@/format';
import type { BotView, MeshEvent } from '@/live';
import { CancelOrder } from '@/pages/shared/CancelOrder';
import { OrderBadge, isOpen } from '@/pages/shared/OrderBadge';
import { SymbolPrice } from '@/pages/shared/LivePrice';
import { useReloadOn } from '@/pages/shared/useReloadOn';

const COLUMNS: readonly Column<Order>[] = [
  { id: 'time', title: 'Time', width: '184px', compare: byText((order) => order.createdAt), cell: (order) => formatDateTime(order.createdAt) },
  {
    id: 'side',
    title: 'Side',
    width: '72px',
    cell: (order) => <span className={order.side === 'BUY' ? 'profit' : 'loss'}>{order.side.toLowerCase()}</span>,
  },
  {
    id: 'type',
    title: 'Type',
    width: '112px',
    cell: (order) => `${order.type.toLowerCase()} ${order.timeInForce}`,
  },
  { id: 'quantity', title: 'Quantity', width: '120px', numeric: true, cell: (order) => formatQuantity(order.quantity) },
  { id: 'filled', title: 'Filled', width: '120px', numeric: true, cell: (order) => formatQuantity(order.filled) },
  {
    id: 'price',
    title: 'Price',
    width: '112px',
    numeric: true,
    cell: (order) => <SymbolPrice symbol={order.symbol} price={order.limitPrice ?? order.stopPrice ?? order.price} />,
  },
  {
    id: 'average',
    title: 'Average',
    width: '112px',
    numeric: true,
    cell: (order) => <SymbolPrice symbol={order.symbol} price={order.averagePrice} />,
  },
  { id: 'fee', title: 'Fee', width: '104px', numeric: true, cell: (order) => formatDecimal(order.fee) },
  { id: 'status', title: 'Status', width: '128px', cell: (order) => <OrderBadge status={order.status} /> },
  {
    id: 'reason',
    title: 'Reason',
    width: 'minmax(180px, 1fr)',
    cell: (order) => <span title={order.reason}>{order.reason}</span>,
  },
];

const CANCEL: Column<Order> = {
  id: 'cancel',
  title: '',
  width: '110px',
  pin: 'end',
  cell: (order) => isOpen(order.status) && <CancelOrder order={order} />,
};

/** The orders of a bot, with those that can be withdrawn. */
export function Orders({ bot }: { bot: BotView }) {
  const pages = usePages<Order>('/orders', { bot: bot.id, limit: 100 });
  const mayCommand = useMay('operator');
  const columns = useMemo(() => (mayCommand ? [...COLUMNS, CANCEL] : COLUMNS), [mayCommand]);
  useReloadOn(
    useCallback(
      (event: MeshEvent) => (event.type.startsWith('Order') || event.type === 'RiskRejected') && 'bot' in event && event.bot === bot.id,
      [bot.id],
    ),
    pages.reload,
  );
  return (
    <PagesPanel title="Orders" pages={pages}>
      {(orders) => (
        <DataTable label="Orders" rows={orders} columns={columns} keyOf={(order) => order.orderId} empty="No order yet" />
      )}
    </PagesPanel>
  );
}
