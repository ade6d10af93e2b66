import type { Measured, Schemas } from '@/live';

export type Stage = Schemas['StageLatency'];

/** One leg of the way from a tick to the screen, over all nodes. Microseconds. */
export type Leg = {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Where the bar of its p50 begins: the sum of the legs before it. */
  readonly start: number;
};

const TITLES: readonly (readonly [Stage['stage'], string])[] = [
  ['EXCHANGE_TO_RECEIVED', 'Exchange to socket'],
  ['RECEIVED_TO_PUBLISHED', 'Socket to price'],
  ['PUBLISHED_TO_SIGNAL', 'Price to decision'],
  ['SIGNAL_TO_RISK_ANSWER', 'Decision to risk’s answer'],
  ['RISK_ANSWER_TO_FILL', 'Risk’s answer to fill'],
  ['SIGNAL_TO_SSE_WRITE', 'Signal to stream'],
];

/** Legs before the decision. */
const DECISION = 3;

/** Returns the legs in their order: those that the nodes measured, then those of this browser. */
export function legsOf(stages: readonly Stage[], measured: Measured): readonly Leg[] {
  const server = TITLES.map(([id, title]) => ({ id, title, ...combined(stages.filter((stage) => stage.stage === id)) }));
  const { delivered, applied, painted } = measured.stages.SignalGenerated;
  const written = server.at(-1) ?? NONE;
  const browser = [
    { id: 'delivered', title: 'Stream to browser', ...between(written, delivered) },
    { id: 'applied', title: 'Browser to state', ...between(delivered, applied) },
    { id: 'painted', title: 'State to screen', ...between(applied, painted) },
  ];
  const decided = sumOf(server.slice(0, DECISION));
  const risk = server[DECISION]?.p50 ?? 0;
  // The stream tells a signal while risk looks at it: its leg begins at the decision too.
  let end = decided;
  return [...server, ...browser].map((leg, i) => {
    if (i === DECISION) return { ...leg, start: decided };
    if (i === DECISION + 1) return { ...leg, start: decided + risk };
    const start = i < DECISION ? sumOf(server.slice(0, i)) : end;
    if (i > DECISION) end += leg.p50;
    return { ...leg, start };
  });
}

function sumOf(legs: readonly Figures[]): number {
  return legs.reduce((sum, leg) => sum + leg.p50, 0);
}

type Figures = { readonly count: number; readonly p50: number; readonly p99: number; readonly max: number };

const NONE: Figures = { count: 0, p50: 0, p99: 0, max: 0 };

/** Puts what several nodes measured together: the medians weighed by their counts, the worst of the rest. */
function combined(stages: readonly Stage[]): Figures {
  const count = stages.reduce((sum, stage) => sum + stage.count, 0);
  if (!count) return NONE;
  return {
    count,
    p50: stages.reduce((sum, stage) => sum + stage.p50 * stage.count, 0) / count,
    p99: Math.max(...stages.map((stage) => stage.p99)),
    max: Math.max(...stages.map((stage) => stage.max)),
  };
}

/** The time between two moments, both counted from the same beginning; differences of percentiles, so about right. */
function between(earlier: Figures, later: Figures): Figures {
  if (!later.count) return NONE;
  const difference = (figure: 'p50' | 'p99' | 'max') => Math.max(0, later[figure] - earlier[figure]);
  return { count: later.count, p50: difference('p50'), p99: difference('p99'), max: difference('max') };
}
