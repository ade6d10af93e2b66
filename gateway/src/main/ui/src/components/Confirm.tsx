import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { ProblemError } from '@/api/http';
import { asProblem } from '@/api/useLoad';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Notice } from './Notice';

type ConfirmProps = {
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** What the button says: the deed itself. */
  action: string;
  danger?: boolean;
  /** A word that has to be typed first, for what cannot be taken back. */
  word?: string;
  /** Whether a reason is asked for, and may be left out; it reaches `onConfirm`, empty where there is none. */
  reason?: boolean | 'optional';
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks before something is done, does it, and stays open with the reason when it could not be done. */
export function Confirm({ title, children, action, danger, word, reason, onConfirm, onClose }: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const ready = (!word || typed.trim() === word) && (reason !== true || why.trim() !== '');

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(why.trim());
      onClose();
    } catch (cause) {
      setError(asProblem(cause));
      setBusy(false);
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form className="confirm" onSubmit={(event) => void submit(event)}>
        <div>{children}</div>
        {reason && (
          <Field label={reason === 'optional' ? 'Reason (may be left out)' : 'Reason'} error={error?.fields.get('reason')}>
            {(field) => <input {...field} value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />}
          </Field>
        )}
        {word && (
          <Field label={<>Type “{word}” to go on</>}>
            {(field) => (
              <input
                {...field}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
        {error && <Notice tone="loss">{error.message}</Notice>}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} disabled={!ready || busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
