import { Badge, type Tone } from '@/components/Badge';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { formatDateTime, formatNumber, formatRelative } from '@/format';
import type { Schemas } from '@/live';
import { useNow } from '@/pages/shared/useNow';

type ClusterNode = Schemas['Node'];
const TONES: Readonly<Record<Schemas['ServiceState'], Tone>> = { READY: 'profit', STARTING: 'info', DRAINING: 'warning' };

/** A node: its services, what it owns, and what went through its inboxes. */
export function Node({ node }: { node: ClusterNode }) {
  const now = useNow();
  return (
    <Panel
      title={node.node}
      actions={
        <span className="muted" title={formatDateTime(node.startedAt)}>
          started {formatRelative(node.startedAt, now)}
        </span>
      }
    >
      <div className="node">
        <ul className="node-services" aria-label="Services">
          {Object.entries(node.services).map(([service, state]) => (
            <li key={service}>
              <Badge tone={TONES[state]} title={state.toLowerCase()}>
                {service} {state.toLowerCase()}
              </Badge>
            </li>
          ))}
        </ul>
        <Owned name="Symbols" of={node.owns.symbols} />
        <Owned name="Bots" of={node.owns.bots} />
        <Owned name="Accounts" of={node.owns.accounts} />
        <Inboxes inboxes={node.inboxes} />
      </div>
    </Panel>
  );
}

function Owned({ name, of }: { name: string; of: readonly string[] | null }) {
  return (
    <details>
      <summary>
        {name}: <b>{of ? formatNumber(of.length) : 'not known'}</b>
      </summary>
      <p className="muted node-owned">{of?.length ? of.join(', ') : 'None'}</p>
    </details>
  );
}

function Inboxes({ inboxes }: { inboxes: ClusterNode['inboxes'] }) {
  const names = Object.keys(inboxes).sort();
  if (!names.length) return <Empty title="No inbox has been told of" />;
  return (
    <div className="waterfall-scroll">
      <table className="node-inboxes">
        <caption className="visually-hidden">Inboxes</caption>
        <thead>
          <tr>
            <th scope="col">Inbox</th>
            <th scope="col" className="number">Offered</th>
            <th scope="col" className="number">Dropped</th>
            <th scope="col" className="number">Conflated</th>
            <th scope="col" className="number">Stale</th>
            <th scope="col" className="number">Waiting</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const load = inboxes[name];
            return (
              load && (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number">{formatNumber(load.offered)}</td>
                  <td className={load.dropped ? 'number loss' : 'number'}>{formatNumber(load.dropped)}</td>
                  <td className="number">{formatNumber(load.conflated)}</td>
                  <td className="number">{formatNumber(load.stale)}</td>
                  <td className="number">{formatNumber(load.depth)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
