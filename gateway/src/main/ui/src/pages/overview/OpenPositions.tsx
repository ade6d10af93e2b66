import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { DataTable } from '@/components/DataTable';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { byNumber, byText, type Column } from '@/components/tableParts';
import { formatQuantity } from '@/format';
import { usePositions, type PositionView } from '@/live';
import { Ago } from '@/pages/shared/Ago';
import { ClosePosition } from '@/pages/shared/ClosePosition';
import { LiveProfit, quoteOf } from '@/pages/shared/LiveProfit';
import { LivePrice, SymbolPrice } from '@/pages/shared/LivePrice';

const COLUMNS: readonly Column<PositionView>[] = [
  {
    id: 'bot',
    title: 'Bot',
    width: 'minmax(170px, 1.4fr)',
    pin: 'start',
    compare: byText((position) => position.bot),
    cell: (position) => <Link to={`/bots/${encodeURIComponent(position.bot)}`}>{position.bot}</Link>,
  },
  {
    id: 'profit',
    title: 'Open profit',
    width: '130px',
    numeric: true,
    compare: byNumber((position) => position.unrealised),
    cell: (position) => <LiveProfit bot={position.bot} currency={quoteOf(position.symbol)} />,
  },
  { id: 'symbol', title: 'Symbol', width: '112px', compare: byText((position) => position.symbol), cell: (position) => position.symbol },
  { id: 'quantity', title: 'Quantity', width: '108px', numeric: true, cell: (position) => formatQuantity(position.quantity) },
  {
    id: 'entry',
    title: 'Entry',
    width: '108px',
    numeric: true,
    cell: (position) => <SymbolPrice symbol={position.symbol} price={position.entryPrice} />,
  },
  { id: 'price', title: 'Bid', width: '108px', numeric: true, cell: (position) => <LivePrice symbol={position.symbol} /> },
  {
    id: 'stop',
    title: 'Stop',
    width: '104px',
    numeric: true,
    cell: (position) => <SymbolPrice symbol={position.symbol} price={position.stopPrice} />,
  },
  {
    id: 'target',
    title: 'Target',
    width: '104px',
    numeric: true,
    cell: (position) => <SymbolPrice symbol={position.symbol} price={position.targetPrice} />,
  },
  {
    id: 'opened',
    title: 'Opened',
    width: '128px',
    numeric: true,
    compare: byText((position) => position.openedAt),
    cell: (position) => <Ago time={position.openedAt} />,
  },
];

const CLOSE: Column<PositionView> = {
  id: 'close',
  title: '',
  width: '92px',
  pin: 'end',
  cell: (position) => <ClosePosition position={position} />,
};

/** All open positions with what they gain now. */
export function OpenPositions() {
  const positions = usePositions();
  const rows = useMemo(() => [...positions.values()], [positions]);
  const columns = useMay('operator') ? WITH_CLOSE : COLUMNS;
  return (
    <Panel title="Open positions" flush>
      <DataTable
        label="Open positions"
        rows={rows}
        columns={columns}
        keyOf={(position) => position.bot}
        initialSort={{ column: 'bot', descending: false }}
        empty={<Empty title="No open positions" />}
      />
    </Panel>
  );
}

const WITH_CLOSE = [...COLUMNS, CLOSE];
