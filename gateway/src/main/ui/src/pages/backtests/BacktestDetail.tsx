import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { change, get } from '@/api/client';
import { useLoad } from '@/api/useLoad';
import { usePoll } from '@/api/usePoll';
import { useMay } from '@/app/session';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Notice } from '@/components/Notice';
import { Facts, Page, Panel } from '@/components/Page';
import { Shown } from '@/components/states';
import { useToast } from '@/components/toasts';
import { formatDate, formatDateTime, formatMoney } from '@/format';
import { Found } from './Found';
import { Result } from './Result';
import { type Backtest, isOver, Status } from './Status';

const BUSY_MILLIS = 1_000;
const leave = () => undefined;

/** One backtest: what was asked for, how far it is, and what came out. */
export function BacktestDetail() {
  const { id = '' } = useParams();
  const backtest = useLoad<Backtest>((signal) => get(`/backtests/${encodeURIComponent(id)}`, { signal }), [id]);
  usePoll(backtest.data && isOver(backtest.data) ? leave : backtest.reload, BUSY_MILLIS);
  return (
    <Page title="Backtest" actions={backtest.data && <Remove backtest={backtest.data} onDone={backtest.reload} />}>
      <Shown of={backtest} lines={10}>
        {(data) => <Detail backtest={data} />}
      </Shown>
    </Page>
  );
}

function Detail({ backtest }: { backtest: Backtest }) {
  const { spec, result, found, error } = backtest;
  return (
    <>
      <Panel title="What was asked for" actions={<Status backtest={backtest} />}>
        <Facts facts={factsOf(backtest)} />
      </Panel>
      {error && <Notice tone="loss">{error}</Notice>}
      {result && <Result id={backtest.id} result={result} currency={spec.account.currency ?? ''} />}
      {found && <Found found={found} />}
    </>
  );
}

function factsOf({ spec, search, createdAt, finishedAt }: Backtest): (readonly [string, string])[] {
  const parameters = Object.entries(spec.parameters ?? {}).map(([name, value]) => `${name} ${value}`);
  const facts: (readonly [string, string])[] = [
    ['Symbols', spec.symbols.join(', ')],
    ['Candles', spec.interval],
    ['Strategy', spec.rule ?? [spec.strategy, ...parameters].join(', ')],
    ['Data', dataOf(spec.data)],
    ['Prices', spec.prices === 'PATH' ? 'a path in each minute' : 'the next open'],
    ['Capital', formatMoney(spec.account.capital, spec.account.currency ?? '')],
    ['Limits', spec.account.limits === 'NONE' ? 'none' : `those of ${spec.account.id ?? 'the account'}`],
    ['Created', formatDateTime(createdAt)],
    ['Finished', formatDateTime(finishedAt)],
  ];
  if (search) {
    const space = Object.entries(search.space).map(([name, { values, min, max, step }]) =>
      values ? `${name} of ${values.join(', ')}` : `${name} ${min ?? ''} to ${max ?? ''} by ${step ?? ''}`,
    );
    facts.push(['Search', `${search.method.toLowerCase()} for ${search.objective.toLowerCase()}: ${space.join('; ')}`]);
  }
  return facts;
}

function dataOf(data: Backtest['spec']['data']): string {
  if (!data) return 'the history of the live market';
  const stretch = data.from || data.to ? `, ${formatDate(data.from)} to ${formatDate(data.to)}` : '';
  return (data.path ?? 'the history of the live market') + stretch;
}

function Remove({ backtest, onDone }: { backtest: Backtest; onDone: () => void }) {
  const navigate = useNavigate();
  const toast = useToast();
  const [asked, setAsked] = useState(false);
  if (!useMay('operator')) return null;
  const over = isOver(backtest);
  const perform = async () => {
    await change('DELETE', `/backtests/${encodeURIComponent(backtest.id)}`);
    toast(over ? 'The backtest is deleted' : 'The backtest is cancelled');
    if (over) void navigate('/backtests');
    else onDone();
  };
  return (
    <>
      <Button kind="danger" onClick={() => setAsked(true)}>
        {over ? 'Delete' : 'Cancel'}
      </Button>
      {asked && (
        <Confirm
          title={over ? 'Delete the backtest?' : 'Cancel the backtest?'}
          action={over ? 'Delete it' : 'Cancel it'}
          danger
          onConfirm={perform}
          onClose={() => setAsked(false)}
        >
          {over ? 'Its result is gone then.' : 'What it has computed so far is lost.'}
        </Confirm>
      )}
    </>
  );
}
