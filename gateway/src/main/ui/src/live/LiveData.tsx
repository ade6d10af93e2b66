import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { LiveProvider } from './hooks';
import { liveStore } from './open';

/** How long to believe in a session that the stream was refused for, after it has been asked about. */
const ASK_AGAIN_MILLIS = 10_000;

let asked = -ASK_AGAIN_MILLIS;

/**
 * Keeps what is inside live. To be mounted while somebody is signed in: what is known is forgotten when it goes.
 *
 * @param onRefused called when the gateway does not know the session any more
 */
export function LiveData({ onRefused, children }: { onRefused: () => void; children: ReactNode }) {
  const store = liveStore();
  const phase = useSyncExternalStore(store.subscribe, store.getPhase);
  useEffect(() => {
    store.connect();
    return () => store.signOut();
  }, [store]);
  const isRefused = phase.name === 'signed-out';
  useEffect(() => {
    if (!isRefused || performance.now() - asked < ASK_AGAIN_MILLIS) return;
    asked = performance.now();
    onRefused();
  }, [isRefused, onRefused]);
  return <LiveProvider value={store}>{children}</LiveProvider>;
}
