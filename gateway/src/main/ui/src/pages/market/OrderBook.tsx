import { get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePoll } from '@/api/usePoll';
import { Panel } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { formatNumber, formatPrice, placesOfStep } from '@/format';
import type { Schemas } from '@/live';
import type { SymbolRules } from './rules';

type Level = Schemas['Level'];
const LEVELS = 10;
const PERIOD_MILLIS = 1_000;

/** The best levels of the local order book, read once a second. */
export function OrderBook({ rules }: { rules: SymbolRules }) {
  const { symbol } = rules;
  const book = useLoad<Schemas['OrderBook']>(
    (signal) => get('/order-book', { query: { symbol, levels: LEVELS }, signal }),
    [symbol],
  );
  const isNotKept = book.error?.status === 404 || book.error?.status === 409;
  usePoll(isNotKept ? leave : book.reload, PERIOD_MILLIS);
  return (
    <Panel title="Order book" flush>
      <div className="book">
        {!book.data && isNotKept ? (
          <Empty title="No order book is kept of this symbol">feed.order-books of the configuration names those that are.</Empty>
        ) : (
          <Shown of={book} lines={8}>
            {({ bids, asks }) => <Sides bids={bids} asks={asks} rules={rules} />}
          </Shown>
        )}
      </div>
    </Panel>
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
