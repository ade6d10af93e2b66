import { useCallback, useEffect, useRef } from 'react';
import { useEvents, type MeshEvent } from '@/live';

/** Events come in bursts, such as order, fill and position: one reading afterwards is enough. */
const PAUSE_MILLIS = 400;

/**
 * Calls `reload` soon after an event that matters, or when events may have been missed.
 *
 * @param matters has to be the same function from render to render
 * @param pauseMillis how long after the first such event; those in between are read with it
 */
export function useReloadOn(
  matters: (event: MeshEvent) => boolean,
  reload: () => void,
  pauseMillis = PAUSE_MILLIS,
): void {
  const timer = useRef(0);
  const latest = useRef(reload);
  useEffect(() => {
    latest.current = reload;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(
    useCallback(
      (events: readonly MeshEvent[], resynced: boolean) => {
        if (timer.current || !(resynced || events.some(matters))) return;
        timer.current = window.setTimeout(() => {
          timer.current = 0;
          latest.current();
        }, pauseMillis);
      },
      [matters, pauseMillis],
    ),
  );
}
