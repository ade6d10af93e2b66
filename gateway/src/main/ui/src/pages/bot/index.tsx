import { Page } from '@/components/Page';

export default function BotPage() {
  return <Page title="Bot" />;
}
