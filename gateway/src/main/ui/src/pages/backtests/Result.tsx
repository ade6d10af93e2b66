import { useMemo } from 'react';
import { get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePages } from '@/api/usePages';
import { EquityChart } from '@/charts';
import { DataTable } from '@/components/DataTable';
import { Panel, Stat } from '@/components/Page';
import { PagesPanel } from '@/components/PagesPanel';
import { Empty, Shown } from '@/components/states';
import { byNumber, byText, type Column } from '@/components/tableParts';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  SignedMoney,
  SignedPercent,
} from '@/format';
import type { Schemas } from '@/live';

type BacktestResult = Schemas['BacktestResult'];
type Trade = Schemas['BacktestTrade'];
const POINTS = 800;
const TRADES = 200;

/** What a backtest came to: figures, equity, trades. */
export function Result({ id, result, currency }: { id: string; result: BacktestResult; currency: string }) {
  return (
    <>
      <Figures result={result} currency={currency} />
      <Equity id={id} currency={currency} />
      <Trades id={id} currency={currency} />
    </>
  );
}

function Figures({ result, currency }: { result: BacktestResult; currency: string }) {
  const percent = (value: number | null) => formatPercent(value, 2);
  const period = `${formatDate(result.from)} – ${formatDate(result.to)}`;
  const money = (value: string) => formatMoney(value, currency, { rounded: true });
  return (
    <dl className="stats">
      <Stat name="Return" value={<SignedPercent value={result.returnPercent} />} detail={`${money(result.initialEquity)} to ${money(result.finalEquity)}`} />
      <Stat name="A year" value={<SignedPercent value={result.cagrPercent} />} detail={period} />
      <Stat name="Buy and hold" value={<SignedPercent value={result.buyHoldPercent} />} detail="the closes alone" />
      <Stat name="Largest drawdown" value={percent(result.maxDrawdownPercent)} detail={`${formatDate(result.drawdownFrom)} – ${formatDate(result.drawdownTo)}`} />
      <Stat name="Sharpe" value={formatNumber(result.sharpe, 2)} detail={`Sortino ${formatNumber(result.sortino, 2)}`} />
      <Stat name="Profit factor" value={formatNumber(result.profitFactor, 2)} detail={`${percent(result.winRatePercent)} won`} />
      <Stat name="Trades" value={formatNumber(result.trades)} detail={`best ${percent(result.bestTradePercent)}, worst ${percent(result.worstTradePercent)}`} />
      <Stat name="Orders" value={formatNumber(result.orders)} detail={`${formatNumber(result.refused)} refused`} />
      <Stat name="Fees" value={money(result.fees)} detail={`invested ${percent(result.exposurePercent)} of the time`} />
      <Stat name="Candles" value={formatNumber(result.bars)} detail={`in ${formatDuration(result.tookMillis)}`} />
    </dl>
  );
}

function Equity({ id, currency }: { id: string; currency: string }) {
  const equity = useLoad<Schemas['BacktestPointPage']>(
    (signal) => get(`/backtests/${encodeURIComponent(id)}/equity`, { query: { points: POINTS }, signal }),
    [id],
  );
  const { data } = equity;
  const points = useMemo(
    () => data?.items.map((point) => ({ millis: Date.parse(point.time), equity: point.equity })) ?? [],
    [data],
  );
  return (
    <Panel title="Equity" flush>
      <div className="backtest-equity">
        <Shown of={equity} lines={8}>
          {() => <EquityChart label="Equity of the backtest" points={points} currency={currency} />}
        </Shown>
      </div>
    </Panel>
  );
}

function Trades({ id, currency }: { id: string; currency: string }) {
  const query = useMemo(() => ({ limit: TRADES }), []);
  const pages = usePages<Trade>(`/backtests/${encodeURIComponent(id)}/trades`, query);
  const columns = useMemo(() => columnsOf(currency), [currency]);
  return (
    <PagesPanel title="Trades" pages={pages}>
      {(trades) => (
        <DataTable label="Trades" rows={trades} columns={columns} keyOf={keyOf} empty={<Empty title="It has not traded" />} />
      )}
    </PagesPanel>
  );
}

const keyOf = (trade: Trade) => `${trade.symbol} ${trade.entryTime} ${trade.exitTime}`;

function columnsOf(currency: string): readonly Column<Trade>[] {
  return [
    { id: 'symbol', title: 'Symbol', width: '104px', compare: byText((trade) => trade.symbol), cell: ({ symbol }) => symbol },
    {
      id: 'entry',
      title: 'Entry',
      width: '180px',
      compare: byText((trade) => trade.entryTime),
      cell: ({ entryTime }) => formatDateTime(entryTime),
    },
    { id: 'exit', title: 'Exit', width: '180px', cell: ({ exitTime }) => formatDateTime(exitTime) },
    { id: 'entryPrice', title: 'At', width: '110px', numeric: true, cell: ({ entryPrice }) => formatPrice(entryPrice) },
    { id: 'exitPrice', title: 'Out at', width: '110px', numeric: true, cell: ({ exitPrice }) => formatPrice(exitPrice) },
    { id: 'quantity', title: 'Quantity', width: '110px', numeric: true, cell: ({ quantity }) => formatQuantity(quantity) },
    {
      id: 'profit',
      title: 'Profit',
      width: '120px',
      numeric: true,
      compare: byNumber((trade) => trade.profit),
      cell: ({ profit }) => <SignedMoney value={profit} currency={currency} />,
    },
    {
      id: 'return',
      title: 'Return',
      width: '92px',
      numeric: true,
      compare: byNumber((trade) => trade.returnPercent),
      cell: ({ returnPercent }) => <SignedPercent value={returnPercent} />,
    },
    { id: 'mae', title: 'Against', width: '84px', numeric: true, cell: ({ maePercent }) => formatPercent(maePercent) },
    { id: 'mfe', title: 'In favour', width: '90px', numeric: true, cell: ({ mfePercent }) => formatPercent(mfePercent) },
    { id: 'bars', title: 'Candles', width: '80px', numeric: true, cell: ({ bars }) => formatNumber(bars) },
    { id: 'reason', title: 'Why it ended', width: 'minmax(160px, 1fr)', cell: ({ exitReason }) => exitReason },
  ];
}
