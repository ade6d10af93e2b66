import { beforeEach, describe, expect, it } from 'vitest';
import type { MeshEvent } from './events';
import { Hub } from './hub';
import type { FromHub, HubPort, PagePort, ToHub } from './messages';
import { LiveStore, type PageOutside } from './store';
import { bot, FakeOutside, FakeStream, priceOf, settle, told } from './testing';

/** A tab: its ends of the channel, whether it is in front, and its frames. */
class FakeTab implements PageOutside {
  hidden = false;
  private visibility: () => void = () => undefined;
  private leaving: () => void = () => undefined;
  private frames: (() => void)[] = [];
  private paints: (() => void)[] = [];
  readonly store: LiveStore;
  readonly heard: (readonly MeshEvent[] | 'resynced')[] = [];
  renders = 0;

  constructor(
    hub: Hub,
    readonly now: () => number,
  ) {
    const toHub: HubPort = { onmessage: null, postMessage: (message) => page.onmessage?.(messageOf(message)) };
    const page: PagePort = { onmessage: null, postMessage: (message) => toHub.onmessage?.(messageOf(message)) };
    hub.attach(toHub);
    this.store = new LiveStore(page, this);
    this.store.subscribe(() => void (this.renders += 1));
    this.store.onEvents((events, resynced) => void this.heard.push(resynced ? 'resynced' : events));
  }

  readonly isHidden = () => this.hidden;
  readonly onVisibility = (listener: () => void) => void (this.visibility = listener);
  readonly onLeave = (listener: () => void) => void (this.leaving = listener);
  readonly requestFrame = (run: () => void) => void this.frames.push(run);
  readonly afterPaint = (run: () => void) => void this.paints.push(run);

  frame(): void {
    for (const run of this.frames.splice(0)) run();
    for (const run of this.paints.splice(0)) run();
  }

  show(shown: boolean): void {
    this.hidden = !shown;
    this.visibility();
  }

  leave(): void {
    this.leaving();
  }
}

function messageOf<T extends FromHub | ToHub>(data: T): MessageEvent<T> {
  return { data: structuredClone(data) } as MessageEvent<T>;
}

const status = (id: string, to: 'PAUSED' | 'RUNNING') =>
  told('BotStatusChanged', { bot: id, symbol: 'BTCUSDT', status: to, reason: 'test' });

describe('live data', () => {
  let outside: FakeOutside;
  let streams: FakeStream[];
  let rest: Record<string, unknown>;
  let hub: Hub;
  const stream = (): FakeStream => {
    const newest = streams.at(-1);
    if (!newest) throw new Error('nothing has connected');
    return newest;
  };
  const open = (): FakeTab => new FakeTab(hub, outside.now);
  const snapshot = (...ids: string[]) => stream().notice('snapshot', { bots: ids.map((id) => bot(id)), missing: [] });

  beforeEach(() => {
    outside = new FakeOutside();
    streams = [];
    rest = {};
    outside.answer = (url) => {
      if (!url.startsWith('/api/v1/events')) {
        const body = rest[url];
        return body ? Response.json(body) : new Response('', { status: 503 });
      }
      streams.push(new FakeStream());
      return stream().response;
    };
    hub = new Hub(outside);
  });

  it('comes to all tabs over one connection', async () => {
    const tabs = [open(), open()];
    await settle();
    snapshot('a');
    stream().event(status('a', 'PAUSED'));
    await settle();
    const late = open();
    for (const tab of [...tabs, late]) {
      tab.frame();
      expect(tab.store.getState().bots.get('a')?.status).toBe('PAUSED');
      expect(tab.store.getPhase()).toEqual({ name: 'live' });
    }
    expect(outside.requests.filter(({ url }) => url.startsWith('/api/v1/events'))).toHaveLength(1);
  });

  it('changes a page once per frame, however much happens', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    await settle();
    tab.frame();
    const before = tab.renders;
    for (let i = 0; i < 100; i++) stream().event(priceOf('BTCUSDT', i + 1, i + 1));
    await settle();
    expect(tab.renders).toBe(before);
    tab.frame();
    expect(tab.renders).toBe(before + 1);
    expect(tab.store.getState().prices.get('BTCUSDT')?.bid).toBe(100);
    expect(tab.heard.at(-1)).toHaveLength(100);
  });

  it('does nothing in the background and is complete when the tab comes back', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    await settle();
    tab.frame();
    tab.show(false);
    stream().event(status('a', 'PAUSED'));
    await settle();
    tab.frame();
    expect(tab.store.getState().bots.get('a')?.status).toBe('RUNNING');
    tab.show(true);
    tab.frame();
    expect(tab.store.getState().bots.get('a')?.status).toBe('PAUSED');
    expect(tab.store.getState().recent).toHaveLength(1);
    expect(tab.heard.at(-1)).toBe('resynced');
  });

  it('leaves a tab alone that has gone', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    await settle();
    tab.frame();
    tab.leave();
    stream().event(status('a', 'PAUSED'));
    await settle();
    tab.frame();
    expect(tab.store.getState().bots.get('a')?.status).toBe('RUNNING');
  });

  it('tells nothing twice that the server tells again', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    const event = status('a', 'PAUSED');
    stream().event(event);
    stream().event(event);
    await settle();
    stream().end();
    await outside.advance(2_000);
    stream().event(event);
    await settle();
    tab.frame();
    expect(tab.store.getState().recent).toHaveLength(1);
  });

  it('takes the new snapshot after a reset, and says that events are missing', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    await settle();
    stream().notice('reset', { reason: 'forgotten' });
    snapshot('b');
    await settle();
    tab.frame();
    expect([...tab.store.getState().bots.keys()]).toEqual(['b']);
    expect(tab.store.getState().gapAt).toBe(outside.now());
  });

  it('asks over REST for what the snapshot leaves out, and loses nothing that happens meanwhile', async () => {
    const tab = open();
    await settle();
    stream().notice('snapshot', { missing: ['bots'] });
    await settle();
    let answer: (response: Response) => void = () => undefined;
    outside.answer = () => new Promise((resolve) => (answer = resolve));
    await outside.advance(3_000);
    stream().event(status('a', 'PAUSED'));
    await settle();
    answer(Response.json({ items: [bot('a')], next: null }));
    await settle();
    tab.frame();
    expect(tab.store.getState().bots.get('a')?.status).toBe('PAUSED');
    expect(tab.store.getState().missing).toEqual([]);
  });

  it('is loaded without a snapshot too, as far as services answer', async () => {
    const tab = open();
    await settle();
    rest['/api/v1/bots'] = { items: [bot('a')], next: null };
    await outside.advance(3_000);
    tab.frame();
    const state = tab.store.getState();
    expect([state.loaded, state.bots.size]).toEqual([true, 1]);
    expect(state.missing).toEqual(['positions', 'orders', 'portfolio', 'risk', 'feeds', 'prices']);
  });

  it('reads all pages of a part', async () => {
    const tab = open();
    await settle();
    snapshot();
    await settle();
    rest['/api/v1/bots'] = { items: [bot('a')], next: 'x y' };
    rest['/api/v1/bots?cursor=x%20y'] = { items: [bot('b')], next: null };
    tab.store.reload('bots');
    await outside.advance(0);
    tab.frame();
    expect([...tab.store.getState().bots.keys()]).toEqual(['a', 'b']);
  });

  it('asks again for bots that it does not know', async () => {
    const tab = open();
    await settle();
    snapshot();
    await settle();
    rest['/api/v1/bots'] = { items: [bot('new')], next: null };
    stream().event(status('new', 'RUNNING'));
    await outside.advance(1_000);
    tab.frame();
    expect(tab.store.getState().bots.has('new')).toBe(true);
  });

  it('forgets everything in all tabs when somebody signs out, and begins anew', async () => {
    const tabs = [open(), open()];
    await settle();
    snapshot('a');
    await settle();
    tabs[0]?.store.signOut();
    for (const tab of tabs) {
      tab.frame();
      expect(tab.store.getState().bots.size).toBe(0);
      expect(tab.store.getPhase()).toEqual({ name: 'signed-out' });
    }
    tabs[1]?.store.connect();
    await settle();
    expect(streams).toHaveLength(2);
  });

  it('measures events from their publication to the screen, but none that were only resumed', async () => {
    const tab = open();
    await settle();
    snapshot('a');
    stream().event(priceOf('BTCUSDT', 1, outside.now() * 1_000 - 500_000));
    await settle();
    tab.frame();
    const painted = () => tab.store.measure.summary().stages.PriceUpdated.painted;
    expect(painted().count).toBe(0);
    await outside.advance(3_000);
    stream().event(priceOf('BTCUSDT', 2, outside.now() * 1_000 - 40_000));
    await settle();
    await outside.advance(10);
    tab.frame();
    expect(painted()).toMatchObject({ count: 1, max: 50_000 });
  });
});
