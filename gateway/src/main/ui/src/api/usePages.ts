import { useCallback, useMemo, useState } from 'react';
import { get } from './client';
import type { ProblemError, Query } from './http';
import { asProblem, useLoad } from './useLoad';

type Page<T> = { items: T[]; next: string | null };

export type Pages<T> = {
  /** Undefined until the first page is there. */
  items: readonly T[] | undefined;
  error: ProblemError | undefined;
  loading: boolean;
  hasMore: boolean;
  more: () => void;
  /** Begins with the first page again. */
  reload: () => void;
};

/** Reads a list page by page: the first one by itself, the others when asked for. */
export function usePages<T>(path: string, query: Query = {}): Pages<T> {
  const first = useLoad<Page<T>>((signal) => get(path, { query, signal }), [path, query]);
  const [later, setLater] = useState<{ of: Page<T>; pages: readonly Page<T>[]; error?: ProblemError }>();
  const [busy, setBusy] = useState(false);
  const start = first.data;
  const own = start && later?.of === start ? later : undefined;
  const items = useMemo(
    () => start && [...start.items, ...(own?.pages.flatMap((page) => page.items) ?? [])],
    [start, own],
  );
  const next = own?.pages.at(-1)?.next ?? (own?.pages.length ? null : start?.next);
  const more = useCallback(() => {
    if (!start || !next) return;
    setBusy(true);
    get<Page<T>>(path, { query: { ...query, cursor: next } })
      .then(
        (page) => setLater((old) => ({ of: start, pages: [...(old?.of === start ? old.pages : []), page] })),
        (cause: unknown) =>
          setLater((old) => ({ of: start, pages: old?.of === start ? old.pages : [], error: asProblem(cause) })),
      )
      .finally(() => setBusy(false));
  }, [start, next, path, query]);
  return {
    items,
    error: own?.error ?? first.error,
    loading: busy || first.loading,
    hasMore: Boolean(next),
    more,
    reload: first.reload,
  };
}
