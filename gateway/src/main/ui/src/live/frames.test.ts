import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from './frames';

const STREAM =
  'retry: 2000\n: welcome\n\nid: a1\nevent: OrderFilled\ndata: {"x":1}\n\n: heartbeat\n\nevent: dropped\ndata: {"count":3}\n\n' +
  'id: a2\r\nevent: SignalGenerated\r\ndata: {"reason":\r\ndata: "EMA: 12 ü"}\r\n\r\nid: lost\n\ndata:bare\n\n';

const EXPECTED = [
  { id: 'a1', event: 'OrderFilled', data: '{"x":1}' },
  { id: '', event: 'dropped', data: '{"count":3}' },
  { id: 'a2', event: 'SignalGenerated', data: '{"reason":\n"EMA: 12 ü"}' },
  { id: '', event: 'message', data: 'bare' },
];

describe('a stream of server-sent events', () => {
  it('is taken apart into its messages', () => {
    const reader = new FrameReader();
    expect(reader.read(STREAM)).toEqual(EXPECTED);
    expect(reader.retryMillis).toBe(2000);
  });

  it('gives the same messages wherever its chunks are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 12 }), (cuts) => {
        const reader = new FrameReader();
        const at = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
        const frames = at.slice(1).flatMap((end, i) => reader.read(STREAM.slice(at[i], end)));
        expect(frames).toEqual(EXPECTED);
      }),
    );
  });

  it('says nothing before a message is complete', () => {
    const reader = new FrameReader();
    expect(reader.read('id: 1\nevent: x\ndata: y\n')).toEqual([]);
    expect(reader.read('\n')).toHaveLength(1);
  });
});
