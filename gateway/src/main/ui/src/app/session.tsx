import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { change, get } from '@/api/client';
import { onSignedOut, rememberCsrf, type ProblemError } from '@/api/http';
import type { Schemas } from '@/api/types';
import { asProblem } from '@/api/useLoad';

export type Role = Schemas['Role'];

/** Who is signed in, as GET /session tells it. */
export type Session = Schemas['Session'];

const RANK: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'signed-out'; error?: ProblemError }
  | { kind: 'failed'; error: ProblemError }
  | { kind: 'signed-in'; session: Session };

type SessionActions = {
  state: SessionState;
  signIn: (token: string) => Promise<void>;
  signOut: () => Promise<void>;
  retry: () => void;
};

const SessionContext = createContext<SessionActions | undefined>(undefined);

/** Takes the one-time code of the start link out of the address, so that neither history nor a bookmark keeps it. */
function takeCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!code) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return code;
}

async function begin(code: string | undefined): Promise<SessionState> {
  let refused: ProblemError | undefined;
  if (code) {
    try {
      await change('POST', '/session/code', { body: { code } });
    } catch (cause) {
      // Somebody who is signed in already need not care about an old link.
      refused = asProblem(cause);
    }
  }
  try {
    return { kind: 'signed-in', session: await get<Session>('/session') };
  } catch (cause) {
    const error = asProblem(cause);
    if (error.status !== 401) return { kind: 'failed', error };
    return refused ? { kind: 'signed-out', error: refused } : { kind: 'signed-out' };
  }
}

/** Knows who is signed in, and lets its children know. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });
  const [code] = useState(takeCode);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let current = true;
    void begin(turn === 0 ? code : undefined).then((next) => {
      if (!current) return;
      if (next.kind === 'signed-in') rememberCsrf(next.session.csrf ?? '');
      setState(next);
    });
    return () => {
      current = false;
    };
  }, [code, turn]);

  useEffect(
    () => onSignedOut(() => setState((old) => (old.kind === 'signed-in' ? { kind: 'signed-out' } : old))),
    [],
  );

  // Another tab may have signed in anew, or out, while this one was not looked at.
  const isIn = state.kind === 'signed-in';
  useEffect(() => {
    if (!isIn) return undefined;
    const look = () => {
      if (document.hidden) return;
      void get<Session>('/session').then(
        (session) => {
          rememberCsrf(session.csrf ?? '');
          setState((old) => (old.kind === 'signed-in' ? { kind: 'signed-in', session } : old));
        },
        // Signed out is heard of anyway; the rest is told where something is asked for.
        () => undefined,
      );
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isIn]);

  const signIn = useCallback(async (token: string) => {
    await change('POST', '/session', { body: { token } });
    const session = await get<Session>('/session');
    rememberCsrf(session.csrf ?? '');
    setState({ kind: 'signed-in', session });
  }, []);

  const signOut = useCallback(async () => {
    await change('DELETE', '/session');
    setState({ kind: 'signed-out' });
  }, []);

  const retry = useCallback(() => {
    setState({ kind: 'loading' });
    setTurn((n) => n + 1);
  }, []);

  const actions = useMemo(() => ({ state, signIn, signOut, retry }), [state, signIn, signOut, retry]);
  return <SessionContext value={actions}>{children}</SessionContext>;
}

export function useSessionActions(): SessionActions {
  const actions = use(SessionContext);
  if (!actions) throw new Error('used outside of SessionProvider');
  return actions;
}

/** Who is signed in. For pages, which are shown to those who are. */
export function useSession(): Session {
  const { state } = useSessionActions();
  if (state.kind !== 'signed-in') throw new Error('nobody is signed in');
  return state.session;
}

/** Whether who is signed in may do what that role may. */
export function useMay(role: Role): boolean {
  return RANK[useSession().role] >= RANK[role];
}
