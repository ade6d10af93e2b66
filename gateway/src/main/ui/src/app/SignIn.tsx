import { useState, type SubmitEvent } from 'react';
import type { ProblemError } from '@/api/http';
import { asProblem } from '@/api/useLoad';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { useSessionActions } from './session';
import { Logo } from './Logo';
import './styles/sign-in.css';

/** Asks for a token. The gateway answers with a cookie that scripts cannot read; the token itself is not kept. */
export function SignIn({ error }: { error?: ProblemError | undefined }) {
  const { signIn } = useSessionActions();
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(error);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(token.trim());
    } catch (cause) {
      setRefused(asProblem(cause));
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => void submit(event)}>
        <Logo />
        <h1>Sign in</h1>
        <p className="muted">
          With a token of Tickmesh. The first one is shown when <code>deploy/run</code> starts for the first time.
        </p>
        {refused && <Notice tone="loss">{explain(refused)}</Notice>}
        <Field label="Token">
          {(field) => (
            <input
              {...field}
              type="password"
              autoComplete="current-password"
              autoFocus
              required
              placeholder="tm_…"
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" busy={busy} disabled={!token.trim()}>
          Sign in
        </Button>
      </form>
    </main>
  );
}

function explain(error: ProblemError): string {
  return error.status === 401 ? 'That token or link is unknown, has expired or was used already.' : error.message;
}
