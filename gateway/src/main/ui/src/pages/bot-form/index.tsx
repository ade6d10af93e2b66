import { Page } from '@/components/Page';

export default function BotFormPage() {
  return <Page title="Bot form" />;
}
