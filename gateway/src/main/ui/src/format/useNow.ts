import { useSyncExternalStore } from 'react';

const PERIOD_MILLIS = 1_000;

let now = Date.now();
let timer = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) timer = window.setInterval(tick, PERIOD_MILLIS);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    clearInterval(timer);
    timer = 0;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** Returns the time to the second, and renders again each second: one clock for all. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
