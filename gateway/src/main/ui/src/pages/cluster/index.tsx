import { get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePoll } from '@/api/usePoll';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { Empty, Shown } from '@/components/states';
import { formatNumber } from '@/format';
import type { Schemas } from '@/live';
import { Node } from './Node';
import { Waterfall } from './Waterfall';
import './cluster.css';

const PERIOD_MILLIS = 2_000;

/** The nodes of the mesh: what they run, what they own, what they drop, and how fast it all is. */
export default function ClusterPage() {
  const cluster = useLoad<Schemas['ClusterState']>((signal) => get('/cluster', { signal }), []);
  usePoll(cluster.reload, PERIOD_MILLIS);
  return (
    <Page title="Cluster">
      <Waterfall />
      <Shown of={cluster} lines={10}>
        {({ nodes }) => <Nodes nodes={nodes} />}
      </Shown>
    </Page>
  );
}

function Nodes({ nodes }: { nodes: Schemas['ClusterState']['nodes'] }) {
  const dropped = nodes
    .flatMap((node) => Object.values(node.inboxes))
    .reduce((sum, load) => sum + load.dropped, 0);
  if (!nodes.length) return <Empty title="No node has been heard of" />;
  return (
    <>
      {dropped > 0 && <Notice tone="warning">{formatNumber(dropped)} items were dropped because an inbox was full.</Notice>}
      <div className="columns">
        {nodes.map((node) => (
          <Node key={node.node} node={node} />
        ))}
      </div>
    </>
  );
}
