import { Page } from '@/components/Page';

export default function BotsPage() {
  return <Page title="Bots" />;
}
