import { describe, expect, it } from 'vitest';
import type { Measured } from '@/live';
import { legsOf, type Stage } from './waterfall';

const stage = (name: Stage['stage'], p50: number, count = 10): Stage => ({
  stage: name,
  count,
  p50,
  p90: p50,
  p99: p50 * 2,
  p999: p50,
  max: p50 * 3,
});
const figures = (p50: number, count = 5) => ({ count, p50, p90: p50, p99: p50, max: p50 });
const none = figures(0, 0);
const measured = (delivered = none, applied = none, painted = none): Measured => ({
  skewMicros: 0,
  stages: { SignalGenerated: { delivered, applied, painted }, PriceUpdated: { delivered: none, applied: none, painted: none } },
});

const STAGES = [
  stage('EXCHANGE_TO_RECEIVED', 100),
  stage('RECEIVED_TO_PUBLISHED', 50),
  stage('PUBLISHED_TO_SIGNAL', 200),
  stage('SIGNAL_TO_RISK_ANSWER', 300),
  stage('RISK_ANSWER_TO_FILL', 400),
  stage('SIGNAL_TO_SSE_WRITE', 80),
];

describe('the way from the tick to the screen', () => {
  it('puts each leg where the one before it ends, and risk and fill beside the stream', () => {
    const legs = legsOf(STAGES, measured(figures(1_080), figures(2_080), figures(10_080)));
    expect(legs.map(({ id, start, p50 }) => [id, start, p50])).toEqual([
      ['EXCHANGE_TO_RECEIVED', 0, 100],
      ['RECEIVED_TO_PUBLISHED', 100, 50],
      ['PUBLISHED_TO_SIGNAL', 150, 200],
      ['SIGNAL_TO_RISK_ANSWER', 350, 300],
      ['RISK_ANSWER_TO_FILL', 650, 400],
      ['SIGNAL_TO_SSE_WRITE', 350, 80],
      ['delivered', 430, 1_000],
      ['applied', 1_430, 1_000],
      ['painted', 2_430, 8_000],
    ]);
  });

  it('weighs the medians of several nodes by how often they measured, and takes the worst of the rest', () => {
    const [first] = legsOf([stage('EXCHANGE_TO_RECEIVED', 100, 30), stage('EXCHANGE_TO_RECEIVED', 500, 10)], measured());
    expect(first).toMatchObject({ count: 40, p50: 200, p99: 1_000, max: 1_500 });
  });

  it('has all legs when nothing has been measured', () => {
    const legs = legsOf([], measured());
    expect(legs).toHaveLength(9);
    expect(legs.every((leg) => leg.count === 0 && leg.p50 === 0 && leg.start === 0)).toBe(true);
  });
});
