import { useState } from 'react';
import type { Account } from '@/api/types';
import { Segments, Select } from '@/components/Choice';
import { Panel } from '@/components/Page';
import { EquityCurve } from '@/pages/shared/EquityCurve';
import { RANGES, type RangeName } from '@/pages/shared/curve';

type Props = { account: Account; accounts: readonly string[]; onChoose: (account: string) => void };

/** The equity curve of an account over a range of time. */
export function EquityPanel({ account, accounts, onChoose }: Props) {
  const [range, setRange] = useState<RangeName>('hour');
  return (
    <Panel
      title="Equity"
      actions={
        <>
          {accounts.length > 1 && (
            <Select
              label="Account"
              value={account.account}
              options={accounts.map((name) => ({ value: name, label: name }))}
              onChange={onChoose}
            />
          )}
          <Segments label="Range" value={range} options={RANGES} onChange={setRange} />
        </>
      }
    >
      <EquityCurve account={account.account} currency={account.currency} range={range} />
    </Panel>
  );
}
