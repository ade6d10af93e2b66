import type { ConnectionOutside } from './connection';
import type { MeshEvent, PriceUpdated, ToldEvent } from './events';
import type { FromHub, PagePort } from './messages';
import type { AccountView, BotView, LiveState, OrderView } from './state';
import { LiveStore } from './store';

/** Time, chance and network of a test: nothing happens before the test says so. */
export class FakeOutside implements ConnectionOutside {
  private millis = 1_800_000_000_000;
  private nextTimer = 1;
  private readonly timers = new Map<number, { at: number; run: () => void }>();
  readonly requests: { url: string; lastEventId: string | null; signal: AbortSignal | null }[] = [];
  answer: (url: string) => Response | Promise<Response> = () => Promise.reject(new TypeError('no network'));

  readonly now = (): number => this.millis;
  readonly random = (): number => 1;

  readonly fetch: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    const lastEventId = new Headers(init?.headers).get('last-event-id');
    this.requests.push({ url, lastEventId, signal: init?.signal ?? null });
    return Promise.resolve().then(() => this.answer(url));
  };

  readonly setTimeout = (run: () => void, millis: number): number => {
    const timer = this.nextTimer++;
    this.timers.set(timer, { at: this.millis + millis, run });
    return timer;
  };

  readonly clearTimeout = (timer: number): void => {
    this.timers.delete(timer);
  };

  /** Lets time pass; timers fire at their time, and promises settle in between. */
  async advance(millis: number): Promise<void> {
    const end = this.millis + millis;
    for (;;) {
      await settle();
      const due = [...this.timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.millis = Math.max(this.millis, due[1].at);
      this.timers.delete(due[0]);
      due[1].run();
    }
    this.millis = end;
    await settle();
  }

  /** Lets time pass without firing timers, as sleep does, then fires what is due. */
  async sleep(millis: number): Promise<void> {
    this.millis += millis;
    await this.advance(0);
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** A stream that a test writes. */
export class FakeStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly response: Response;

  constructor() {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.controller = controller) });
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  write(text: string): void {
    this.controller.enqueue(new TextEncoder().encode(text));
  }

  event(event: MeshEvent): void {
    this.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  notice(event: string, data: unknown): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.controller.close();
  }
}

let sequence = 0;

type Fields<T extends MeshEvent['type']> = Omit<
  Extract<MeshEvent, { type: T }>,
  'type' | 'id' | 'time' | 'node' | 'cause' | 'publishedMicros' | 'severity'
>;

/** Makes an event with a header of its own; later ones are later. */
export function told<T extends ToldEvent['type']>(
  type: T,
  fields: Fields<T>,
  header: Partial<Pick<ToldEvent, 'id' | 'time' | 'cause' | 'publishedMicros' | 'severity'>> = {},
): Extract<MeshEvent, { type: T }> {
  sequence += 1;
  const made = {
    type,
    severity: 'INFO',
    id: `e${String(sequence).padStart(6, '0')}`,
    time: new Date(1_800_000_000_000 + sequence).toISOString(),
    node: 'alpha',
    cause: null,
    publishedMicros: (1_800_000_000_000 + sequence) * 1_000,
    ...header,
    ...fields,
  };
  return made as unknown as Extract<MeshEvent, { type: T }>;
}

export function priceOf(symbol: string, bid: number, publishedMicros = 1_800_000_000_000_000): PriceUpdated {
  sequence += 1;
  return {
    type: 'PriceUpdated',
    id: `e${String(sequence).padStart(6, '0')}p`,
    time: new Date(publishedMicros / 1_000).toISOString(),
    node: 'alpha',
    cause: null,
    publishedMicros,
    sequence,
    eventMillis: Math.floor(publishedMicros / 1_000),
    receivedMicros: publishedMicros,
    symbol,
    bid,
    bidQuantity: 1,
    ask: bid * 1.0001,
    askQuantity: 1,
    last: bid,
    lastQuantity: 1,
  };
}

export function bot(id: string, change: Partial<BotView> = {}): BotView {
  return {
    id,
    version: 1,
    account: 'main',
    symbol: 'BTCUSDT',
    interval: '1m',
    strategy: 'ema-cross',
    rule: null,
    parameters: { fast: '12', slow: '26' },
    sizing: { kind: 'QUOTE', amount: '500', allocation: null, atrPeriod: null, atrMultiple: null },
    entry: { type: 'MARKET', timeInForce: 'IOC', offsetPercent: null, expireAfter: null },
    exits: {
      stopLossPercent: null,
      takeProfitPercent: null,
      roi: [],
      trailing: null,
      timeLimit: null,
      cooldown: null,
    },
    status: 'RUNNING',
    reason: 'history is complete',
    firstEvaluation: null,
    lastEvaluation: null,
    evaluations: 0,
    signals: 0,
    failures: 0,
    lastFailure: null,
    position: '0',
    realised: '0',
    node: 'alpha',
    ...change,
  } as BotView;
}

export function order(orderId: string, quantity: string, change: Partial<OrderView> = {}): OrderView {
  return {
    orderId,
    account: 'main',
    bot: 'a',
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity,
    price: '100',
    limitPrice: '99',
    stopPrice: null,
    status: 'PLACED',
    filled: '0',
    averagePrice: null,
    fee: '0',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    reason: '',
    ...change,
  };
}

export function account(name: string, change: Partial<AccountView> = {}): AccountView {
  return {
    account: name,
    currency: 'USDT',
    initialCash: '100',
    cash: '100',
    marketValue: '0',
    equity: '100',
    realised: '0',
    unrealised: '0',
    fees: '0',
    openPositions: 0,
    ...change,
  };
}

/** A store of a component's test: what it is told is shown at once. */
export class FakePage {
  private readonly port: PagePort = { onmessage: null, postMessage: () => undefined };
  readonly store = new LiveStore(this.port, {
    isHidden: () => false,
    onVisibility: () => undefined,
    onLeave: () => undefined,
    requestFrame: (run) => run(),
    afterPaint: (run) => run(),
    now: () => Date.now(),
  });

  /** Shows a state, as after a snapshot. */
  show(state: LiveState): void {
    this.send({ kind: 'state', state, phase: { name: 'live' } });
  }

  tell(...events: MeshEvent[]): void {
    this.send({ kind: 'events', events, at: null });
  }

  private send(data: FromHub): void {
    this.port.onmessage?.({ data } as MessageEvent<FromHub>);
  }
}
