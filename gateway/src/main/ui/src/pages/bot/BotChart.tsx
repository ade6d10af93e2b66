import { useCallback, useMemo, useState } from 'react';
import { get } from '@/api/client';
import { useSymbolRules } from '@/api/catalogue';
import type { Fill, PageOf, Schemas } from '@/api/types';
import { useLoad } from '@/api/useLoad';
import { CandleChart, intervalMillis, withPrice, type ChartLevel, type ChartMarker } from '@/charts';
import { Panel } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { approximate, formatQuantity } from '@/format';
import { useEvents, useOpenOrders, usePosition, usePrice, type BotView, type Candle, type MeshEvent, type OrderView, type PositionView } from '@/live';
import { useReloadOn } from '@/pages/shared/useReloadOn';

const CANDLES = 300;
const MARKERS = 200;

/** Closed candles come with their events at once; the lines over them are read anew, of candles of a second not each second. */
const LINES_MILLIS = 4_000;

/** The candles a bot looks at, with the lines of its indicators, its entries and exits, and the prices it waits for. */
export function BotChart({ bot }: { bot: BotView }) {
  const { id, symbol, interval, version } = bot;
  const chart = useLoad(
    (signal) => get<Schemas['BotChart']>(`/bots/${encodeURIComponent(id)}/chart`, { query: { limit: CANDLES }, signal }),
    [id, version],
  );
  const fills = useLoad(
    (signal) => get<PageOf<Fill>>('/fills', { query: { bot: id, limit: MARKERS }, signal }),
    [id],
  );
  useReloadOn(
    useCallback((event: MeshEvent) => event.type === 'CandleClosed' && event.symbol === symbol && event.interval === interval, [symbol, interval]),
    chart.reload,
    LINES_MILLIS,
  );
  useReloadOn(
    useCallback((event: MeshEvent) => event.type === 'OrderFilled' && event.bot === id, [id]),
    fills.reload,
  );
  return (
    <Panel title={`${symbol} ${interval}`}>
      <div className="bot-chart">
        <Shown of={chart} lines={10}>
          {(data) =>
            data.candles.length === 0 ? (
              <Empty title="No candles yet">The chart begins when the bot has its history.</Empty>
            ) : (
              <LiveChart bot={bot} chart={data} fills={fills.data?.items ?? NO_FILLS} />
            )
          }
        </Shown>
      </div>
    </Panel>
  );
}

const NO_FILLS: readonly Fill[] = [];

function LiveChart({ bot, chart, fills }: { bot: BotView; chart: Schemas['BotChart']; fills: readonly Fill[] }) {
  const rules = useSymbolRules(bot.symbol);
  const position = usePosition(bot.id);
  const orders = useOpenOrders();
  const markers = useMemo(() => fills.map(markerOf), [fills]);
  const levels = useMemo(
    () => levelsOf(position, [...orders.values()].filter((order) => order.bot === bot.id)),
    [position, orders, bot.id],
  );
  const candles = useClosed(bot, chart.candles);
  const forming = useForming(bot, candles.at(-1) ?? null);
  return (
    <CandleChart
      key={`${chart.symbol} ${chart.interval}`}
      label={`Candles of ${chart.symbol} with what ${bot.id} did`}
      candles={candles}
      forming={forming}
      lines={chart.lines}
      markers={markers}
      levels={levels}
      tickSize={rules?.tickSize}
    />
  );
}

/** The candles that were read, and those that have closed since. */
function useClosed({ symbol, interval }: BotView, read: readonly Candle[]): readonly Candle[] {
  const [heard, setHeard] = useState<readonly Candle[]>([]);
  useEvents(
    useCallback(
      (events: readonly MeshEvent[]) => {
        const closed = events.flatMap((event) =>
          event.type === 'CandleClosed' && event.symbol === symbol && event.interval === interval ? [event.candle] : [],
        );
        if (closed.length > 0) setHeard((old) => [...old, ...closed].slice(-CANDLES));
      },
      [symbol, interval],
    ),
  );
  return useMemo(() => withNewer(read, heard), [read, heard]);
}

/** Candles with those of another list that come after them, each once. */
export function withNewer(candles: readonly Candle[], others: readonly Candle[]): readonly Candle[] {
  const all = [...candles];
  for (const candle of others) {
    if (candle.openMillis > (all.at(-1)?.openMillis ?? -Infinity)) all.push(candle);
  }
  return all.length === candles.length ? candles : all;
}

/** The candle that is still open, made of the prices that come in while the page is shown. */
function useForming(bot: BotView, closed: Candle | null): Candle | null {
  const price = usePrice(bot.symbol);
  const millis = intervalMillis(bot.interval);
  const [state, setState] = useState<{ price: typeof price; forming: Candle | null }>({ price: undefined, forming: null });
  if (!price || millis === null || price === state.price) return current(state.forming, closed);
  const forming = withPrice(current(state.forming, closed), closed, price, millis);
  setState({ price, forming });
  return forming;
}

function current(forming: Candle | null, closed: Candle | null): Candle | null {
  return forming && closed && forming.openMillis <= closed.openMillis ? null : forming;
}

/** A fill on the chart: bots buy to enter and sell to exit. */
export function markerOf(fill: Fill): ChartMarker {
  const kind = fill.side === 'BUY' ? 'entry' : 'exit';
  return { millis: Date.parse(fill.time), kind, text: `${kind} ${formatQuantity(fill.quantity)}` };
}

/** The prices that a bot waits for. */
export function levelsOf(position: PositionView | undefined, orders: readonly OrderView[]): ChartLevel[] {
  const levels: ChartLevel[] = [];
  const add = (price: string | null | undefined, kind: ChartLevel['kind'], title: string) => {
    if (price) levels.push({ price: approximate(price), kind, title });
  };
  add(position?.entryPrice, 'entry', 'entry');
  add(position?.stopPrice, 'stop', 'stop');
  add(position?.targetPrice, 'target', 'target');
  for (const order of orders) add(order.limitPrice ?? order.stopPrice, 'limit', order.side.toLowerCase());
  return levels;
}
