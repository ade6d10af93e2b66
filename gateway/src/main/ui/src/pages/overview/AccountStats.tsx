import type { Account } from '@/api/types';
import { useLoad } from '@/api/useLoad';
import { Stat } from '@/components/Page';
import { formatMoney, NOTHING, SignedMoney, subtract } from '@/format';
import { useNow } from '@/pages/shared/useNow';
import { equityAtStartOfDay, startOfDay } from './profitToday';

const MINUTE = 60_000;

/** What each account is worth, and what it gained today and altogether. */
export function AccountStats({ accounts }: { accounts: readonly Account[] }) {
  const day = startOfDay(useNow(MINUTE));
  return (
    <>
      {accounts.map((account) => (
        <Figures key={account.account} account={account} day={day} named={accounts.length > 1} />
      ))}
    </>
  );
}

function Figures({ account, day, named }: { account: Account; day: number; named: boolean }) {
  const { currency } = account;
  const begun = useLoad((signal) => equityAtStartOfDay(account.account, day, signal), [account.account, day]);
  // An account that is younger than the day began it with its first money.
  const before = begun.loading || begun.error ? undefined : (begun.data ?? account.initialCash);
  const of = named ? ` ${account.account}` : '';
  const money = (value: string) => formatMoney(value, currency, { rounded: true });
  return (
    <dl className="stats" aria-label={`Account ${account.account}`}>
      <Stat name={`Equity${of}`} value={money(account.equity)} detail={currency} />
      <Stat
        name="Profit today"
        value={before === undefined ? NOTHING : <SignedMoney value={subtract(account.equity, before)} currency={currency} />}
        detail={begun.error ? 'not known now' : 'since midnight'}
      />
      <Stat
        name="Profit"
        value={<SignedMoney value={subtract(account.equity, account.initialCash)} currency={currency} />}
        detail={`of ${money(account.initialCash)} put in`}
      />
      <Stat name="Cash" value={money(account.cash)} detail={`${money(account.marketValue)} in positions`} />
      <Stat
        name="Open positions"
        value={account.openPositions}
        detail={<SignedMoney value={account.unrealised} currency={currency} unit />}
      />
      <Stat name="Fees" value={money(account.fees)} detail="paid so far" />
    </dl>
  );
}
