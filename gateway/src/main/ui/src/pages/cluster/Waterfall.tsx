import { useState } from 'react';
import { get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePoll } from '@/api/usePoll';
import { Panel } from '@/components/Page';
import { Shown } from '@/components/states';
import { formatMicros, formatNumber } from '@/format';
import { type Schemas, useLiveStore } from '@/live';
import { type Leg, legsOf } from './waterfall';

const PERIOD_MILLIS = 2_000;

/** How long each leg takes from the tick to the screen: what the nodes measured, and what this browser did. */
export function Waterfall() {
  const { measure } = useLiveStore();
  const [measured, setMeasured] = useState(() => measure.summary());
  const latency = useLoad<Schemas['NodeLatencyPage']>((signal) => get('/latency', { signal }), []);
  const { reload } = latency;
  const [refresh] = useState(() => () => {
    reload();
    setMeasured(measure.summary());
  });
  usePoll(refresh, PERIOD_MILLIS);
  return (
    <Panel title="From the tick to the screen">
      <Shown of={latency} lines={9}>
        {({ items }) => <Legs legs={legsOf(items.flatMap((node) => node.stages), measured)} />}
      </Shown>
      <p className="muted waterfall-note">
        Medians of signals. The bars of risk and fill lie beside those of the stream, which does not wait for them.
        {measured.skewMicros !== 0 &&
          ` The clocks of server and browser differ by ${formatMicros(Math.abs(measured.skewMicros))}: times of this browser count from the fastest event.`}
      </p>
    </Panel>
  );
}

function Legs({ legs }: { legs: readonly Leg[] }) {
  const whole = Math.max(1, ...legs.map((leg) => leg.start + leg.p50));
  return (
    <div className="waterfall-scroll">
      <table className="waterfall">
        <caption className="visually-hidden">Latency of each leg</caption>
        <thead>
          <tr>
            <th scope="col">Leg</th>
            <th scope="col">Median</th>
            <th scope="col" className="number">p50</th>
            <th scope="col" className="number">p99</th>
            <th scope="col" className="number">Most</th>
            <th scope="col" className="number">Count</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <tr key={leg.id}>
              <th scope="row">{leg.title}</th>
              <td>
                <span className="waterfall-track" aria-hidden="true">
                  <span
                    style={{ marginLeft: `${(leg.start / whole) * 100}%`, width: `${Math.max(0.5, (leg.p50 / whole) * 100)}%` }}
                  />
                </span>
              </td>
              <td className="number">{leg.count ? formatMicros(leg.p50) : '–'}</td>
              <td className="number">{leg.count ? formatMicros(leg.p99) : '–'}</td>
              <td className="number">{leg.count ? formatMicros(leg.max) : '–'}</td>
              <td className="number">{formatNumber(leg.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
