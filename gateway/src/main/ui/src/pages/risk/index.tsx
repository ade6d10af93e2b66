import { Page } from '@/components/Page';
import { Notice } from '@/components/Notice';
import { useLive } from '@/live';
import { Accounts } from './Accounts';
import { Breakers } from './Breakers';
import { Decisions, RiskEvents } from './History';
import { KillSwitch } from './KillSwitch';
import './risk.css';

/** Limits, states and breakers, what risk did and decided, and the kill switch. */
export default function RiskPage() {
  const accounts = useLive((state) => state.risk.accounts);
  const isMissing = useLive((state) => state.missing.includes('risk'));
  const names = accounts.map(({ account }) => account);
  const [first] = accounts;
  const common = first && accounts.every(({ state }) => state === first.state) ? first.state : undefined;
  return (
    <Page title="Risk" actions={names.length > 1 && <KillSwitch accounts={names} state={common} />}>
      {isMissing && <Notice tone="warning">The risk service does not answer. Without it no order passes.</Notice>}
      <Accounts />
      <Breakers />
      <RiskEvents />
      <Decisions />
    </Page>
  );
}
