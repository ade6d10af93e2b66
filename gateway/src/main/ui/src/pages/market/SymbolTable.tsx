import { useMemo } from 'react';
import { Sparkline } from '@/charts';
import { LinkButton } from '@/components/LinkButton';
import { DataTable } from '@/components/DataTable';
import { Empty } from '@/components/states';
import { byNumber, byText, type Column } from '@/components/tableParts';
import { type LiveStore, useLiveStore } from '@/live';
import { ChangeCell, FeedCell, PriceCell, SpreadCell } from './cells';
import type { SymbolRules } from '@/api/types';
import { type Day, useDays } from './useDay';

/** All symbols, live. Its order changes when somebody sorts it, not while prices move. */
export function SymbolTable({ rules, chosen, onChoose }: {
  rules: readonly SymbolRules[];
  chosen: string;
  onChoose: (symbol: string) => void;
}) {
  const store = useLiveStore();
  const symbols = useMemo(() => rules.map((rule) => rule.symbol), [rules]);
  const days = useDays(symbols);
  const columns = useMemo(() => columnsOf(store, days, chosen, onChoose), [store, days, chosen, onChoose]);
  return (
    <DataTable
      label="Symbols"
      rows={rules}
      columns={columns}
      keyOf={keyOf}
      initialSort={{ column: 'symbol', descending: false }}
      onOpen={(rule) => onChoose(rule.symbol)}
      empty={<Empty title="No symbols are streamed" />}
      size="fill"
    />
  );
}

const keyOf = (rule: SymbolRules) => rule.symbol;

function columnsOf(
  store: LiveStore,
  days: ReadonlyMap<string, Day>,
  chosen: string,
  onChoose: (symbol: string) => void,
): readonly Column<SymbolRules>[] {
  const price = (rule: SymbolRules) => store.getState().prices.get(rule.symbol);
  const open = (rule: SymbolRules) => days.get(rule.symbol)?.open;
  const change = (rule: SymbolRules) => (price(rule)?.last ?? 0) / (open(rule) ?? Number.NaN);
  const spread = (rule: SymbolRules) => (price(rule)?.ask ?? 0) / (price(rule)?.bid ?? Number.NaN);
  return [
    {
      id: 'symbol',
      title: 'Symbol',
      width: 'minmax(112px, 1fr)',
      compare: byText(keyOf),
      cell: ({ symbol }) => (
        <LinkButton pressed={symbol === chosen} onClick={() => onChoose(symbol)}>
          {symbol}
        </LinkButton>
      ),
    },
    { id: 'feed', title: 'Feed', width: '68px', cell: ({ symbol }) => <FeedCell symbol={symbol} /> },
    { id: 'last', title: 'Last', width: '124px', numeric: true, cell: (rules) => <PriceCell rules={rules} side="last" /> },
    {
      id: 'change',
      title: 'Day',
      width: '108px',
      numeric: true,
      compare: byNumber(change),
      cell: (rule) => <ChangeCell symbol={rule.symbol} open={open(rule)} />,
    },
    {
      id: 'trend',
      title: 'Trend',
      width: '104px',
      cell: ({ symbol }) => <Sparkline values={days.get(symbol)?.closes ?? NO_CLOSES} label={`${symbol}, last day`} width={80} />,
    },
    { id: 'bid', title: 'Bid', width: '124px', numeric: true, cell: (rules) => <PriceCell rules={rules} side="bid" /> },
    { id: 'ask', title: 'Ask', width: '124px', numeric: true, cell: (rules) => <PriceCell rules={rules} side="ask" /> },
    {
      id: 'spread',
      title: 'Spread',
      width: '96px',
      numeric: true,
      compare: byNumber(spread),
      cell: ({ symbol }) => <SpreadCell symbol={symbol} />,
    },
  ];
}

const NO_CLOSES: readonly number[] = [];
