import { Badge, type Tone } from '@/components/Badge';
import { Bar } from '@/components/Bar';
import { Panel } from '@/components/Page';
import { Empty, Loading } from '@/components/states';
import { formatMoney, formatPercent } from '@/format';
import { type AccountRiskView, type TradingState, useAccounts, useLive, usePositions } from '@/live';
import { KillSwitch } from './KillSwitch';
import { limitsOf, toneOfUse } from './limits';

const TONES: Readonly<Record<TradingState, Tone>> = { ACTIVE: 'profit', REDUCING: 'warning', HALTED: 'loss' };

/** Each account: what it may do, why, and how much of its limits is used. */
export function Accounts() {
  const loaded = useLive((state) => state.loaded);
  const accounts = useLive((state) => state.risk.accounts);
  if (!accounts.length) return loaded ? <Empty title="Risk knows no account" /> : <Loading lines={8} />;
  const names = accounts.map(({ account }) => account);
  return (
    <div className="columns">
      {accounts.map((account) => (
        <Account key={account.account} account={account} names={names} />
      ))}
    </div>
  );
}

function Account({ account, names }: { account: AccountRiskView; names: readonly string[] }) {
  const positions = usePositions();
  const currency = useAccounts().get(account.account)?.currency ?? '';
  const limits = limitsOf(account, positions.values(), currency);
  return (
    <Panel title={account.account} actions={<Badge tone={TONES[account.state]}>{account.state}</Badge>}>
      <div className="risk-account">
        <p className="muted risk-reason">{account.reason || '\u00a0'}</p>
        <p>
          Exposure <b>{formatMoney(account.exposure, currency, { rounded: true, unit: true })}</b>
        </p>
        <table className="risk-limits">
          <caption className="visually-hidden">Limits of {account.account}</caption>
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Used</th>
              <th scope="col" className="number">
                At most
              </th>
            </tr>
          </thead>
          <tbody>
            {limits.map((limit) => (
              <tr key={limit.name}>
                <th scope="row" title={limit.name}>
                  {limit.title}
                </th>
                <td>
                  {limit.used !== null && (
                    <span className="risk-used">
                      <Bar share={limit.used} tone={toneOfUse(limit.used)} label={`${limit.title}, used`} />
                      <span className="number" title={limit.usage}>
                        {formatPercent(limit.used * 100, 0)}
                      </span>
                    </span>
                  )}
                </td>
                <td className="number">{limit.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <KillSwitch account={account.account} accounts={names} state={account.state} />
      </div>
    </Panel>
  );
}
