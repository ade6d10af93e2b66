import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { newKey } from '@/api/bots';
import { useStrategies, useSymbols } from '@/api/catalogue';
import { change } from '@/api/client';
import type { ProblemError } from '@/api/http';
import type { Schemas, Strategy, SymbolRules } from '@/api/types';
import { asProblem } from '@/api/useLoad';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { Page } from '@/components/Page';
import { Shown } from '@/components/states';
import { useToast } from '@/components/toasts';
import { EntryFields } from '@/forms/EntryFields';
import { ExitsFields } from '@/forms/ExitsFields';
import type { Errors } from '@/forms/model';
import { SizingFields } from '@/forms/SizingFields';
import { StrategyFields } from '@/forms/StrategyFields';
import { useAccounts } from '@/live';
import { DataFields, MoneyFields } from './DataFields';
import { backtestBody, type BacktestForm, checkBacktest, newBacktest } from './model';
import { SearchFields } from './SearchFields';

const NO_ERRORS: Errors = new Map();

/** Asks what to backtest. */
export function NewBacktestPage() {
  const strategies = useStrategies();
  const symbols = useSymbols();
  const accounts = useAccounts();
  return (
    <Page title="New backtest">
      <Shown of={strategies} lines={12}>
        {(known) => (
          <Shown of={symbols} lines={12}>
            {(rules) => <Editor strategies={known} symbols={rules} accounts={[...accounts.keys()]} />}
          </Shown>
        )}
      </Shown>
    </Page>
  );
}

function Editor({ strategies, symbols, accounts }: {
  strategies: readonly Strategy[];
  symbols: readonly SymbolRules[];
  accounts: readonly string[];
}) {
  const navigate = useNavigate();
  const toast = useToast();
  const [form, setForm] = useState(() => newBacktest('', accounts[0] ?? ''));
  const [errors, setErrors] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<ProblemError>();
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const attempt = useRef({ body: '', key: '' });
  const set = (part: Partial<BacktestForm>) => setForm((old) => ({ ...old, ...part }));
  const strategy = strategies.find((known) => known.name === form.strategy);

  const show = (found: Errors) => {
    setErrors(found);
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkBacktest(form, strategies);
    setFailure(undefined);
    show(found);
    if (found.size) return;
    const body = backtestBody(form, strategies);
    const text = JSON.stringify(body);
    // The same backtest sent again, because no answer came, has the same key.
    if (attempt.current.body !== text) attempt.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      const headers = { 'idempotency-key': attempt.current.key };
      const { id } = await change<Schemas['Backtest']>('POST', '/backtests', { body, headers });
      toast('The backtest has begun');
      void navigate(`/backtests/${encodeURIComponent(id)}`);
    } catch (cause) {
      const error = asProblem(cause);
      setFailure(error);
      show(error.fields);
      setBusy(false);
    }
  };

  return (
    <form ref={element} className="form" noValidate onSubmit={(event) => void submit(event)} aria-label="Backtest">
      <DataFields value={form} onChange={set} errors={errors} symbols={symbols} />
      <StrategyFields value={form} onChange={set} strategies={strategies} errors={errors} />
      <SearchFields value={form.search} onChange={(search) => set({ search })} strategy={strategy} errors={errors} />
      <SizingFields value={form.sizing} onChange={(sizing) => set({ sizing })} errors={errors} />
      <EntryFields value={form.entry} onChange={(entry) => set({ entry })} errors={errors} />
      <ExitsFields value={form.exits} onChange={(exits) => set({ exits })} errors={errors} />
      <MoneyFields value={form} onChange={set} errors={errors} accounts={accounts} />
      <Problems errors={errors} failure={failure} />
      <div className="form-foot">
        <Button kind="primary" type="submit" busy={busy} disabled={busy}>
          Run
        </Button>
        <Link className="button" to="/backtests">
          Cancel
        </Link>
      </div>
    </form>
  );
}

/** Everything that is wrong once more at the foot, so that nothing is missed that stands far above, or at no field. */
function Problems({ errors, failure }: { errors: Errors; failure: ProblemError | undefined }) {
  if (!errors.size && !failure) return null;
  return (
    <Notice tone="loss">
      {failure?.message ?? 'Some fields have to be corrected.'}
      <ul>
        {[...errors].map(([field, detail]) => (
          <li key={field}>
            {field} {detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
