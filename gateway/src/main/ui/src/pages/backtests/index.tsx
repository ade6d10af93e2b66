import { Page } from '@/components/Page';

export default function BacktestsPage() {
  return <Page title="Backtests" />;
}
