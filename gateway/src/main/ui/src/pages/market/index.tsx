import { Page } from '@/components/Page';

export default function MarketPage() {
  return <Page title="Market" />;
}
