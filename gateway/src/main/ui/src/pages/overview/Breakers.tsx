import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Panel } from '@/components/Page';
import { Empty } from '@/components/states';
import { formatDecimal, formatDateTime } from '@/format';
import { useLive } from '@/live';
import '@/pages/shared/shared.css';

/** Accounts that may not do everything, and breakers that are open. */
export function Breakers() {
  const risk = useLive((state) => state.risk);
  const limited = risk.accounts.filter((account) => account.state !== 'ACTIVE');
  return (
    <Panel title="Risk" flush actions={<Link to="/risk">Limits and kill switch</Link>}>
      {limited.length + risk.breakers.length === 0 ? (
        <Empty title="No breaker is open" />
      ) : (
        <ul className="list" aria-live="polite">
          {limited.map((account) => (
            <li key={account.account}>
              <Badge tone="loss">{account.state.toLowerCase()}</Badge>
              <span className="list-text">
                Account {account.account}: {account.reason}
              </span>
            </li>
          ))}
          {risk.breakers.map((breaker) => (
            <li key={breaker.breaker}>
              <Badge tone="loss">{breaker.breaker}</Badge>
              <span className="list-text">
                {breaker.rule} {formatDecimal(breaker.value)}, limit {formatDecimal(breaker.limit)}
                <span className="muted">
                  {breaker.until ? `, resets ${formatDateTime(breaker.until)}` : ', until a person resets it'}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
