import { beforeEach, describe, expect, it } from 'vitest';
import { Connection } from './connection';
import type { Frame } from './frames';
import type { Phase } from './phase';
import { FakeOutside, FakeStream, settle, told } from './testing';

const signal = () =>
  told('BotStatusChanged', { bot: 'a', symbol: 'BTCUSDT', status: 'RUNNING', reason: 'started' });

describe('the connection', () => {
  let outside: FakeOutside;
  let streams: FakeStream[];
  let phases: Phase[];
  let frames: Frame[];
  let connection: Connection;
  const stream = (): FakeStream => {
    const newest = streams.at(-1);
    if (!newest) throw new Error('nothing has connected');
    return newest;
  };
  const phase = () => phases.at(-1);

  beforeEach(() => {
    outside = new FakeOutside();
    streams = [];
    phases = [];
    frames = [];
    outside.answer = () => {
      streams.push(new FakeStream());
      return stream().response;
    };
    connection = new Connection(
      '/events',
      { frames: (more) => void frames.push(...more), phase: (next) => void phases.push(next) },
      outside,
    );
  });

  it('becomes live and hands over what it reads', async () => {
    connection.connect();
    await settle();
    stream().event(signal());
    await settle();
    expect(phases.map(({ name }) => name)).toEqual(['connecting', 'live']);
    expect(frames.map((frame) => frame.event)).toEqual(['BotStatusChanged']);
  });

  it('resumes after the last event, which a price is not', async () => {
    connection.connect();
    await settle();
    const last = signal();
    stream().event(last);
    stream().write('id: zp\nevent: PriceUpdated\ndata: {}\n\n');
    await settle();
    stream().end();
    await outside.advance(2_000);
    expect(outside.requests.map((request) => request.lastEventId)).toEqual([null, last.id]);
  });

  it('begins anew after a reset', async () => {
    connection.connect();
    await settle();
    stream().event(signal());
    stream().notice('reset', { reason: 'forgotten' });
    await settle();
    stream().end();
    await outside.advance(2_000);
    expect(outside.requests[1]?.lastEventId).toBeNull();
  });

  it('waits longer after each failure, up to a limit, and tells since when', async () => {
    outside.answer = () => Promise.reject(new TypeError('refused'));
    const began = outside.now();
    connection.connect();
    await outside.advance(60_000);
    const waits = phases.flatMap((next) => (next.name === 'reconnecting' ? [next.retryAt] : []));
    expect(waits.slice(0, 6).map((at, i) => at - (waits[i - 1] ?? began))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 20_000,
    ]);
    expect(phase()).toMatchObject({ name: 'reconnecting', since: began });
  });

  it('waits as long as the server asks', async () => {
    outside.answer = () => new Response('', { status: 429, headers: { 'retry-after': '9' } });
    connection.connect();
    await settle();
    expect(phase()).toMatchObject({ name: 'reconnecting', retryAt: outside.now() + 9_000 });
  });

  it('stops when the gateway does not know who asks, until somebody signs in', async () => {
    outside.answer = () => new Response('', { status: 401 });
    connection.connect();
    await outside.advance(120_000);
    expect(phase()).toEqual({ name: 'signed-out' });
    expect(outside.requests).toHaveLength(1);
    connection.connect();
    await settle();
    expect(outside.requests).toHaveLength(2);
  });

  it('gives up what is silent for three heartbeats, and not what only has heartbeats', async () => {
    connection.connect();
    await settle();
    for (let i = 0; i < 6; i++) {
      stream().write(': heartbeat\n\n');
      await outside.advance(10_000);
    }
    expect(outside.requests).toHaveLength(1);
    await outside.advance(30_000);
    expect(outside.requests).toHaveLength(2);
    expect(outside.requests[0]?.signal?.aborted).toBe(true);
  });

  it('connects at once after the computer was asleep', async () => {
    connection.connect();
    await settle();
    await outside.sleep(600_000);
    expect(outside.requests).toHaveLength(2);
    expect(phases.some((next) => next.name === 'reconnecting' && next.reason.includes('asleep'))).toBe(true);
    expect(phase()).toEqual({ name: 'live' });
  });

  it('does not wait for ever to be answered', async () => {
    outside.answer = () => new Promise(() => undefined);
    connection.connect();
    await outside.advance(15_000);
    expect(outside.requests[0]?.signal?.aborted).toBe(true);
  });

  it('is quiet once stopped', async () => {
    connection.connect();
    await settle();
    connection.stop();
    stream().event(signal());
    await outside.advance(60_000);
    expect(frames).toEqual([]);
    expect(outside.requests).toHaveLength(1);
  });
});
