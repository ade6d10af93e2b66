import { Page } from '@/components/Page';

export default function ClusterPage() {
  return <Page title="Cluster" />;
}
