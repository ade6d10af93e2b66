import { Page } from '@/components/Page';

export default function RiskPage() {
  return <Page title="Risk" />;
}
