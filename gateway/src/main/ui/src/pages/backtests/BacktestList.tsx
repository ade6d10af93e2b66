import { type ReactNode, useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePages } from '@/api/usePages';
import { usePoll } from '@/api/usePoll';
import { useMay } from '@/app/session';
import { DataTable } from '@/components/DataTable';
import { Page } from '@/components/Page';
import { PagesPanel } from '@/components/PagesPanel';
import { Empty } from '@/components/states';
import type { Column } from '@/components/tableParts';
import { formatDateTime, formatNumber, SignedPercent } from '@/format';
import { type Backtest, isOver, Status } from './Status';

const BUSY_MILLIS = 1_000;
const IDLE_MILLIS = 10_000;

/** All backtests that are kept, with their progress. */
export function BacktestList() {
  const navigate = useNavigate();
  const mayRun = useMay('operator');
  const query = useMemo(() => ({ limit: 200 }), []);
  const pages = usePages<Backtest>('/backtests', query);
  const isBusy = pages.items?.some((backtest) => !isOver(backtest)) ?? false;
  usePoll(pages.reload, isBusy ? BUSY_MILLIS : IDLE_MILLIS);
  return (
    <Page
      title="Backtests"
      actions={
        mayRun && (
          <Link className="button primary" to="/backtests/new">
            New backtest
          </Link>
        )
      }
    >
      <PagesPanel title="Newest first" pages={pages}>
        {(items) => (
          <DataTable
            label="Backtests"
            rows={items}
            columns={COLUMNS}
            keyOf={keyOf}
            onOpen={({ id }) => void navigate(`/backtests/${encodeURIComponent(id)}`)}
            size="fill"
            empty={<Empty title="No backtest yet">Try a strategy on the past before it trades.</Empty>}
          />
        )}
      </PagesPanel>
    </Page>
  );
}

const keyOf = (backtest: Backtest) => backtest.id;
const ofResult = (pick: (result: NonNullable<Backtest['result']>) => ReactNode) => (backtest: Backtest) =>
  backtest.result ? pick(backtest.result) : '–';

const COLUMNS: readonly Column<Backtest>[] = [
  { id: 'created', title: 'Created', width: '180px', cell: ({ createdAt }) => formatDateTime(createdAt) },
  {
    id: 'strategy',
    title: 'Strategy',
    width: 'minmax(150px, 1fr)',
    cell: ({ id, spec, search }) => (
      <Link to={`/backtests/${encodeURIComponent(id)}`}>
        {spec.strategy}
        {search ? ', search' : ''}
      </Link>
    ),
  },
  {
    id: 'symbols',
    title: 'Symbols',
    width: 'minmax(140px, 1fr)',
    cell: ({ spec }) => <span title={spec.symbols.join(', ')}>{spec.symbols.join(', ')}</span>,
  },
  { id: 'interval', title: 'Candles', width: '76px', cell: ({ spec }) => spec.interval },
  { id: 'status', title: 'Status', width: '190px', cell: (backtest) => <Status backtest={backtest} /> },
  {
    id: 'return',
    title: 'Return',
    width: '96px',
    numeric: true,
    cell: ofResult((result) => <SignedPercent value={result.returnPercent} />),
  },
  {
    id: 'drawdown',
    title: 'Drawdown',
    width: '96px',
    numeric: true,
    cell: ofResult((result) => `${formatNumber(result.maxDrawdownPercent, 2)} %`),
  },
  { id: 'sharpe', title: 'Sharpe', width: '84px', numeric: true, cell: ofResult((result) => formatNumber(result.sharpe, 2)) },
  { id: 'trades', title: 'Trades', width: '84px', numeric: true, cell: ofResult((result) => formatNumber(result.trades)) },
];
