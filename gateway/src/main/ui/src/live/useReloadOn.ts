import { useCallback, useEffect, useRef } from 'react';
import type { MeshEvent, ToldType } from './events';
import { useEvents } from './hooks';

/**
 * Calls `reload` after events of these types, at most once in so long, and after events may have been missed. For lists that are
 * read page by page.
 *
 * @param types has to be the same list from render to render
 */
export function useReloadOn(types: readonly ToldType[], reload: () => void, millis = 2_000): void {
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const listener = useCallback(
    (events: readonly MeshEvent[], resynced: boolean) => {
      const isConcerned = resynced || events.some(({ type }) => (types as readonly string[]).includes(type));
      if (!isConcerned || timer.current) return;
      timer.current = window.setTimeout(() => {
        timer.current = 0;
        reload();
      }, millis);
    },
    [types, reload, millis],
  );
  useEvents(listener);
}
