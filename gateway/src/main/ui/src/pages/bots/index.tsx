import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useMay } from '@/app/session';
import type { Bot, BotStatus } from '@/api/types';
import { Search, Select } from '@/components/Choice';
import { DataTable } from '@/components/DataTable';
import { Page } from '@/components/Page';
import { Empty, Loading } from '@/components/states';
import { useBots, useLive } from '@/live';
import { COLUMNS } from './columns';
import { BotCommands } from './commands';
import { matching } from './filter';
import './bots.css';

const STATUSES: readonly { value: BotStatus | ''; label: string }[] = [
  { value: '', label: 'Any status' },
  { value: 'RUNNING', label: 'Running' },
  { value: 'STARTING', label: 'Starting' },
  { value: 'PAUSED', label: 'Paused' },
  { value: 'STOPPED', label: 'Stopped' },
  { value: 'FAILED', label: 'Failed' },
];

/** All bots: searched, filtered, sorted, chosen from and commanded. The filter is in the address, so that it can be kept. */
export default function BotsPage() {
  const loaded = useLive((state) => state.loaded);
  const byId = useBots();
  const bots = useMemo(() => [...byId.values()], [byId]);
  const mayCommand = useMay('operator');
  return (
    <Page
      title="Bots"
      heading={
        <>
          Bots <span className="muted">{loaded ? bots.length : ''}</span>
        </>
      }
      actions={
        mayCommand && (
          <Link className="button primary" to="/bots/new">
            New bot
          </Link>
        )
      }
    >
      {loaded ? <BotList bots={bots} mayCommand={mayCommand} /> : <Loading lines={12} />}
    </Page>
  );
}

export function BotList({ bots, mayCommand }: { bots: readonly Bot[]; mayCommand: boolean }) {
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const search = address.get('search') ?? '';
  const status = (address.get('status') ?? '') as BotStatus | '';
  const account = address.get('account') ?? '';
  const rows = useMemo(() => matching(bots, { search, status, account }), [bots, search, status, account]);
  const accounts = useMemo(() => [...new Set(bots.map((bot) => bot.account))].sort(), [bots]);
  // What has been filtered away or deleted is not commanded.
  const ids = useMemo(() => rows.map((bot) => bot.id).filter((id) => chosen.has(id)), [rows, chosen]);

  const filter = (name: string, value: string) =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  return (
    <section className="panel" aria-label="List of bots">
      <div className="panel-head">
        <div className="actions bots-filter">
          <Search label="Search bots" value={search} onChange={(value) => filter('search', value)} />
          <Select label="Status" value={status} options={STATUSES} onChange={(value) => filter('status', value)} />
          {accounts.length > 1 && (
            <Select
              label="Account"
              value={account}
              options={[{ value: '', label: 'Any account' }, ...accounts.map((name) => ({ value: name, label: name }))]}
              onChange={(value) => filter('account', value)}
            />
          )}
          <span className="muted" role="status">
            {rows.length === bots.length ? '' : `${rows.length} of ${bots.length}`}
          </span>
        </div>
        {mayCommand && (
          <div className="actions" role="group" aria-label="Commands for the chosen bots">
            <span className="muted bots-chosen">{ids.length > 0 ? `${ids.length} chosen` : 'None chosen'}</span>
            <BotCommands ids={ids} small onDone={() => setChosen(new Set())} />
          </div>
        )}
      </div>
      <DataTable
        label="Bots"
        size="fill"
        rows={rows}
        columns={COLUMNS}
        keyOf={(bot) => bot.id}
        initialSort={{ column: 'id', descending: false }}
        onOpen={(bot) => void navigate(`/bots/${encodeURIComponent(bot.id)}`)}
        {...(mayCommand ? { selection: { chosen, onChange: setChosen } } : {})}
        empty={
          bots.length === 0 ? (
            <Empty title="There are no bots yet">
              {mayCommand ? 'Make one, or let the configuration of the fleet make them.' : 'An operator can make them.'}
            </Empty>
          ) : (
            <Empty title="No bot matches the filter" />
          )
        }
      />
    </section>
  );
}
