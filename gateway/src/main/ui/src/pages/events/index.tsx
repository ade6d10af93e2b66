import { Page } from '@/components/Page';

export default function EventsPage() {
  return <Page title="Events" />;
}
