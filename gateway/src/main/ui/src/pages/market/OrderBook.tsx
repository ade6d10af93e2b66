import { useState } from 'react';
import { get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePoll } from '@/api/usePoll';
import { Button } from '@/components/Button';
import { Panel } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { formatNumber, formatPrice, placesOfStep } from '@/format';
import type { Schemas } from '@/live';
import type { SymbolRules } from '@/api/types';

type Level = Schemas['Level'];
const LEVELS = 10;
const PERIOD_MILLIS = 1_000;

const KEY = 'tickmesh.market.book';

/** The best levels of the local order book. Only some symbols have one, so that it is asked for when somebody wants it. */
export function OrderBook({ rules }: { rules: SymbolRules }) {
  const [open, setOpen] = useState(() => localStorage.getItem(KEY) === 'open');
  const toggle = () => {
    localStorage.setItem(KEY, open ? 'closed' : 'open');
    setOpen(!open);
  };
  return (
    <Panel
      title="Order book"
      flush
      actions={
        <Button small onClick={toggle}>
          {open ? 'Hide' : 'Show'}
        </Button>
      }
    >
      {open && <Levels key={rules.symbol} rules={rules} />}
    </Panel>
  );
}

/** Read once a second. */
function Levels({ rules }: { rules: SymbolRules }) {
  const { symbol } = rules;
  const book = useLoad<Schemas['OrderBook']>(
    (signal) => get('/order-book', { query: { symbol, levels: LEVELS }, signal }),
    [symbol],
  );
  const isNotKept = book.error?.status === 404 || book.error?.status === 409;
  usePoll(isNotKept ? leave : book.reload, PERIOD_MILLIS);
  return (
    <div className="book">
      {!book.data && isNotKept ? (
        <Empty title="No order book is kept of this symbol">feed.order-books of the configuration names those that are.</Empty>
      ) : (
        <Shown of={book} lines={8}>
          {({ bids, asks }) => <Sides bids={bids} asks={asks} rules={rules} />}
        </Shown>
      )}
    </div>
  );
}

const leave = () => undefined;

function Sides({ bids, asks, rules }: { bids: readonly Level[]; asks: readonly Level[]; rules: SymbolRules }) {
  const most = Math.max(...[...bids, ...asks].map((level) => level.quantity), 0);
  return (
    <div className="book-sides">
      <Side title="Bids" levels={bids} rules={rules} most={most} tone="profit" />
      <Side title="Asks" levels={asks} rules={rules} most={most} tone="loss" />
    </div>
  );
}

function Side({ title, levels, rules, most, tone }: {
  title: string;
  levels: readonly Level[];
  rules: SymbolRules;
  most: number;
  tone: 'profit' | 'loss';
}) {
  return (
    <table className={`book-side ${tone}`}>
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Quantity</th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: LEVELS }, (_, i) => {
          const level = levels[i];
          const share = level && most ? level.quantity / most : 0;
          return (
            <tr key={i}>
              <td className={tone}>{formatPrice(level?.price, rules.tickSize)}</td>
              <td>
                <span className="book-depth" style={{ transform: `scaleX(${share})` }} aria-hidden="true" />
                {level ? formatNumber(level.quantity, placesOfStep(rules.stepSize)) : '–'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
