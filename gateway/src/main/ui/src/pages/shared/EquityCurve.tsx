import { useCallback, useMemo, useState } from 'react';
import { useLoad } from '@/api/useLoad';
import { EquityChart, type EquityPoint } from '@/charts';
import { Empty, Shown } from '@/components/states';
import { useEvents, type MeshEvent } from '@/live';
import { RANGES, readCurve, type RangeName } from './curve';
import './shared.css';

type Props = { account: string; bot?: string; currency: string; range: RangeName };

/** Live points are kept up to here; what is older comes with the next reading. */
const MOST_LIVE = 2_000;

/** An equity curve that goes on with each snapshot that is taken. */
export function EquityCurve(props: Props) {
  return <Curve key={`${props.account} ${props.bot ?? ''} ${props.range}`} {...props} />;
}

function Curve({ account, bot, currency, range }: Props) {
  const chosen = RANGES.find(({ value }) => value === range) ?? RANGES[0];
  const read = useLoad(
    (signal) => readCurve(bot === undefined ? { account } : { account, bot }, chosen, Date.now(), signal),
    [account, bot, range],
  );
  const [live, setLive] = useState<readonly EquityPoint[]>([]);
  useEvents(
    useCallback(
      (events: readonly MeshEvent[]) => {
        const taken = events.flatMap((event) =>
          event.type === 'EquitySnapshotTaken' && event.account === account && event.bot === (bot ?? null)
            ? [{ millis: Date.parse(event.time), equity: event.equity }]
            : [],
        );
        if (taken.length > 0) setLive((old) => [...old, ...taken].slice(-MOST_LIVE));
      },
      [account, bot],
    ),
  );
  const past = read.data;
  const points = useMemo(() => joined(past ?? [], live), [past, live]);
  return (
    <div className="equity-curve">
      <Shown of={read} lines={8}>
        {() =>
          points.length === 0 ? (
            <Empty title="No equity yet">The first snapshot is taken soon after the start.</Empty>
          ) : (
            <EquityChart label={`Equity of ${bot ?? account}`} points={points} currency={currency} />
          )
        }
      </Shown>
    </div>
  );
}

function joined(past: readonly EquityPoint[], live: readonly EquityPoint[]): readonly EquityPoint[] {
  const last = past.at(-1)?.millis ?? -Infinity;
  return [...past, ...live.filter(({ millis }) => millis > last)];
}
