import { useState } from 'react';
import { Page, Panel } from '@/components/Page';
import { Empty, Loading } from '@/components/states';
import { useAccounts, useLive } from '@/live';
import { AccountStats } from './AccountStats';
import { Alerts } from './Alerts';
import { Breakers } from './Breakers';
import { EquityPanel } from './EquityPanel';
import { FeedHealth } from './FeedHealth';
import { OpenPositions } from './OpenPositions';

/** How the money is doing, and whether anything needs a person. */
export default function OverviewPage() {
  const loaded = useLive((state) => state.loaded);
  const missing = useLive((state) => state.missing);
  const accounts = useAccounts();
  const [chosen, setChosen] = useState<string>();
  if (!loaded) {
    return (
      <Page title="Overview">
        <Loading lines={12} />
      </Page>
    );
  }
  const account = (chosen === undefined ? undefined : accounts.get(chosen)) ?? accounts.values().next().value;
  return (
    <Page title="Overview">
      {account ? (
        <>
          <AccountStats accounts={[...accounts.values()]} />
          <EquityPanel account={account} accounts={[...accounts.keys()]} onChoose={setChosen} />
        </>
      ) : (
        <Panel title="Accounts">
          <Empty title={missing.includes('portfolio') ? 'The bot engine does not answer' : 'There are no accounts'} />
        </Panel>
      )}
      <OpenPositions />
      <div className="columns">
        <Breakers />
        <FeedHealth />
        <Alerts />
      </div>
    </Page>
  );
}
