import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planUpdate } from './plan';

interface Point {
  readonly time: number;
  readonly value: number;
}

const timeOf = (point: Point) => point.time;
const points = (count: number): Point[] => Array.from({ length: count }, (_, time) => ({ time, value: time }));

describe('updating a series', () => {
  it('draws the last point alone when it alone has changed', () => {
    const before = points(300);
    const after = [...before.slice(0, -1), { time: 299, value: 7 }];
    expect(planUpdate(before, after, timeOf)).toEqual({ kind: 'update', points: [{ time: 299, value: 7 }] });
  });

  it('draws what was added', () => {
    const before = points(3);
    expect(planUpdate(before, [...before, { time: 3, value: 1 }], timeOf)).toEqual({
      kind: 'update',
      points: [{ time: 3, value: 1 }],
    });
  });

  it('does nothing when nothing has changed', () => {
    const same = points(3);
    expect(planUpdate(same, same, timeOf)).toEqual({ kind: 'nothing' });
    expect(planUpdate(same, [...same], timeOf)).toEqual({ kind: 'nothing' });
  });

  it('draws everything when older points came, some left, or it is another series', () => {
    const before = points(3);
    expect(planUpdate(before, [{ time: -1, value: 0 }, ...before], timeOf).kind).toBe('set');
    expect(planUpdate(before, before.slice(1), timeOf).kind).toBe('set');
    expect(planUpdate(before, [], timeOf).kind).toBe('set');
    expect(planUpdate([], before, timeOf).kind).toBe('set');
    expect(planUpdate(before, points(500), timeOf).kind).toBe('set');
  });

  it('shows in the end what setting all would show', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('append', 'change', 'drop'), { maxLength: 60 }), (steps) => {
        let list = points(2);
        let shown: Point[] = [...list];
        for (const step of steps) {
          const last = list.at(-1) ?? { time: 0, value: 0 };
          const next =
            step === 'append'
              ? [...list, { time: last.time + 1, value: 0 }]
              : step === 'change'
                ? [...list.slice(0, -1), { ...last, value: last.value + 1 }]
                : list.slice(1);
          const plan = planUpdate(list, next, timeOf);
          if (plan.kind === 'set') shown = [...next];
          if (plan.kind === 'update') {
            for (const point of plan.points) {
              if (shown.at(-1)?.time === point.time) shown.pop();
              shown.push(point);
            }
          }
          list = next;
        }
        expect(shown).toEqual(list);
      }),
    );
  });
});
