import { useCallback, useMemo } from 'react';
import type { Fill } from '@/api/types';
import { usePages } from '@/api/usePages';
import { DataTable } from '@/components/DataTable';
import { PagesPanel } from '@/components/PagesPanel';
import { byText, type Column } from '@/components/tableParts';
import { formatDateTime, formatMoney, formatQuantity, multiply } from '@/format';
import type { BotView, MeshEvent } from '@/live';
import { SymbolPrice } from '@/pages/shared/LivePrice';
import { useReloadOn } from '@/pages/shared/useReloadOn';

const columnsIn = (currency: string): readonly Column<Fill>[] => [
  { id: 'time', title: 'Time', width: '184px', compare: byText((fill) => fill.time), cell: (fill) => formatDateTime(fill.time) },
  {
    id: 'side',
    title: 'Side',
    width: '72px',
    cell: (fill) => <span className={fill.side === 'BUY' ? 'profit' : 'loss'}>{fill.side.toLowerCase()}</span>,
  },
  { id: 'quantity', title: 'Quantity', width: '124px', numeric: true, cell: (fill) => formatQuantity(fill.quantity) },
  {
    id: 'price',
    title: 'Price',
    width: '120px',
    numeric: true,
    cell: (fill) => <SymbolPrice symbol={fill.symbol} price={fill.price} />,
  },
  {
    id: 'value',
    title: `Value, ${currency}`,
    width: '128px',
    numeric: true,
    cell: (fill) => formatMoney(multiply(fill.quantity, fill.price), currency, { rounded: true }),
  },
  { id: 'fee', title: `Fee, ${currency}`, width: '120px', numeric: true, cell: (fill) => formatMoney(fill.fee, currency) },
  { id: 'order', title: 'Order', width: 'minmax(200px, 1fr)', cell: (fill) => <span className="mono">{fill.orderId}</span> },
];

/** The trades of a bot. */
export function Fills({ bot, currency }: { bot: BotView; currency: string }) {
  const pages = usePages<Fill>('/fills', { bot: bot.id, limit: 100 });
  const columns = useMemo(() => columnsIn(currency), [currency]);
  useReloadOn(
    useCallback((event: MeshEvent) => event.type === 'OrderFilled' && event.bot === bot.id, [bot.id]),
    pages.reload,
  );
  return (
    <PagesPanel title="Fills" pages={pages}>
      {(fills) => (
        <DataTable label="Fills" rows={fills} columns={columns} keyOf={(fill) => fill.fillId} empty="No fill yet" />
      )}
    </PagesPanel>
  );
}
