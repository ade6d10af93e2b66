import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError } from './http';

export type Loaded<T> = {
  /** Undefined until the first answer; what was there stays while it is read again. */
  data: T | undefined;
  /** Why the last attempt failed. */
  error: ProblemError | undefined;
  loading: boolean;
  reload: () => void;
};

type Answer<T> = { key: string; turn: number; data?: T; error?: ProblemError };

/**
 * Reads something and reads it again when a dependency changes or `reload` is called. An answer that is no longer wanted is
 * dropped; one of other dependencies does not show.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[]): Loaded<T> {
  const key = JSON.stringify(dependencies);
  const [answer, setAnswer] = useState<Answer<T>>();
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setAnswer({ key, turn, data });
      },
      (cause: unknown) => {
        if (abort.signal.aborted) return;
        const error = asProblem(cause);
        setAnswer((old) => (old?.key === key ? { ...old, turn, error } : { key, turn, error }));
      },
    );
    return () => abort.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const shown = answer?.key === key ? answer : undefined;
  return { data: shown?.data, error: shown?.error, loading: shown?.turn !== turn, reload };
}

/** What went wrong as a problem; a bug of the page itself is shown rather than swallowed. */
export function asProblem(cause: unknown): ProblemError {
  return cause instanceof ProblemError
    ? cause
    : new ProblemError({ type: 'about:blank', title: 'Unexpected', status: 0, detail: String(cause) });
}
