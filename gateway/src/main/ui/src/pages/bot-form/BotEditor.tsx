import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { createBot, newKey, replaceBot } from '@/api/bots';
import { get } from '@/api/client';
import type { ProblemError } from '@/api/http';
import type { Bot, Strategy, SymbolRules } from '@/api/types';
import { asProblem } from '@/api/useLoad';
import { Button } from '@/components/Button';
import { useToast } from '@/components/toasts';
import { checkBot } from '@/forms/check';
import { EntryFields } from '@/forms/EntryFields';
import { ExitsFields } from '@/forms/ExitsFields';
import { bodyOf, formOf, type BotForm, type Errors } from '@/forms/model';
import { SizingFields } from '@/forms/SizingFields';
import { StrategyFields } from '@/forms/StrategyFields';
import { useLiveStore } from '@/live';
import { Conflict } from './Conflict';
import { IdentityFields } from './IdentityFields';
import { Problems } from './Problems';

const CONFLICT = 412;
const NO_ERRORS: Errors = new Map();

type Props = {
  initial: BotForm;
  /** Of the bot that is changed; undefined for a new one. */
  version: number | undefined;
  strategies: readonly Strategy[];
  symbols: readonly SymbolRules[];
  accounts: readonly string[];
};

/** All that can be said about a bot. Errors of the gateway stand at their fields; a change by somebody else is told. */
export function BotEditor({ initial, version, strategies, symbols, accounts }: Props) {
  const navigate = useNavigate();
  const toast = useToast();
  const store = useLiveStore();
  const [form, setForm] = useState(initial);
  const [base, setBase] = useState(version);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<ProblemError>();
  const [theirs, setTheirs] = useState<Bot>();
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const attempt = useRef({ body: '', key: '' });
  const set = (part: Partial<BotForm>) => setForm((old) => ({ ...old, ...part }));
  const quote = symbols.find((rules) => rules.symbol === form.symbol)?.quoteAsset;

  const show = (found: Errors) => {
    setErrors(found);
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };

  const save = async () => {
    const body = bodyOf(form, strategies);
    if (base !== undefined) return replaceBot(body, base);
    // The same bot sent again, because no answer came, has the same key.
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { body: text, key: newKey() };
    return createBot(body, attempt.current.key);
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkBot(form, strategies);
    setFailure(undefined);
    show(found);
    if (found.size > 0) return;
    setBusy(true);
    try {
      const bot = await save();
      store.reload('bots');
      toast(base === undefined ? `${bot.id} was created and started` : `${bot.id} was changed`);
      void navigate(`/bots/${encodeURIComponent(bot.id)}`);
    } catch (cause) {
      await failed(asProblem(cause));
    } finally {
      setBusy(false);
    }
  };

  const failed = async (error: ProblemError) => {
    setFailure(error);
    show(error.fields);
    if (error.status !== CONFLICT) return;
    try {
      setTheirs(await get<Bot>(`/bots/${encodeURIComponent(form.id)}`));
    } catch (cause) {
      setFailure(asProblem(cause));
    }
  };

  const settle = (bot: Bot, take: 'mine' | 'theirs') => {
    setBase(bot.version);
    if (take === 'theirs') setForm(formOf(bot));
    setTheirs(undefined);
    setFailure(undefined);
  };

  return (
    <form ref={element} className="form" noValidate onSubmit={(event) => void submit(event)} aria-label="Bot">
      <IdentityFields
        value={form}
        onChange={set}
        errors={errors}
        isNew={version === undefined}
        symbols={symbols}
        accounts={accounts}
      />
      <StrategyFields value={form} onChange={set} strategies={strategies} errors={errors} />
      <SizingFields value={form.sizing} onChange={(sizing) => set({ sizing })} errors={errors} quote={quote} />
      <EntryFields value={form.entry} onChange={(entry) => set({ entry })} errors={errors} />
      <ExitsFields value={form.exits} onChange={(exits) => set({ exits })} errors={errors} />
      {theirs ? (
        <Conflict mine={form} theirs={theirs} onSettle={(take) => settle(theirs, take)} />
      ) : (
        <Problems errors={errors} failure={failure} />
      )}
      <div className="form-foot">
        <Button kind="primary" type="submit" busy={busy} disabled={busy || theirs !== undefined}>
          {base === undefined ? 'Create and start' : 'Save'}
        </Button>
        <Link className="button" to={version === undefined ? '/bots' : `/bots/${encodeURIComponent(initial.id)}`}>
          Cancel
        </Link>
        {base !== undefined && <span className="muted">Version {base}; its position stays.</span>}
      </div>
    </form>
  );
}
