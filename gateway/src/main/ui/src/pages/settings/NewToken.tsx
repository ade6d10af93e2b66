import { useRef, useState, type SubmitEvent } from 'react';
import { newKey } from '@/api/bots';
import { change } from '@/api/client';
import type { ProblemError } from '@/api/http';
import type { Schemas } from '@/api/types';
import { asProblem } from '@/api/useLoad';
import { Button } from '@/components/Button';
import { Select } from '@/components/Choice';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { TextField } from '@/forms/TextField';

type Role = Schemas['Role'];

const ROLES: readonly { value: Role; label: string }[] = [
  { value: 'viewer', label: 'Viewer: reads' },
  { value: 'operator', label: 'Operator: also commands' },
  { value: 'admin', label: 'Admin: also makes tokens' },
];

/** Makes a token and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [expires, setExpires] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [made, setMade] = useState<Schemas['CreatedToken']>();
  const attempt = useRef({ body: '', key: '' });

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const expiresAt = expires ? new Date(`${expires}T00:00:00`).toISOString() : null;
    try {
      const body: Schemas['NewToken'] = { name: name.trim(), role, ...(expiresAt ? { expiresAt } : {}) };
      // The same token asked for again, because no answer came, has the same key.
      const text = JSON.stringify(body);
      if (attempt.current.body !== text) attempt.current = { body: text, key: newKey() };
      setMade(await change('POST', '/tokens', { body, headers: { 'idempotency-key': attempt.current.key } }));
    } catch (cause) {
      setError(asProblem(cause));
    } finally {
      setBusy(false);
    }
  };

  if (made) return <ShownOnce token={made} onClose={onClose} />;
  return (
    <Dialog title="New token" onClose={onClose}>
      <form className="confirm" onSubmit={(event) => void submit(event)}>
        <TextField label="Name" hint="Who or what uses it." value={name} error={error?.fields.get('name')} onChange={setName} />
        <Field label="Role" error={error?.fields.get('role')}>
          {(control) => <Select control={control} value={role} options={ROLES} onChange={setRole} />}
        </Field>
        <Field label="Expires" hint="Never if left empty." error={error?.fields.get('expiresAt')}>
          {(control) => (
            <input {...control} type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
          )}
        </Field>
        {error && <Notice tone="loss">{error.message}</Notice>}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={busy || !name.trim()}>
            Make it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ShownOnce({ token, onClose }: { token: Schemas['CreatedToken']; onClose: () => void }) {
  return (
    <Dialog
      title={`The token of ${token.name}`}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="confirm">
        <Notice tone="warning">It is shown this once: only a hash of it is kept.</Notice>
        <Field label="Token">
          {(control) => <input {...control} className="control mono" readOnly value={token.token} onFocus={(event) => event.target.select()} />}
        </Field>
      </div>
    </Dialog>
  );
}
