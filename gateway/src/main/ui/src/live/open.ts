import { Hub } from './hub';
import type { Measured } from './measure';
import type { PagePort } from './messages';
import type { Phase } from './phase';
import type { LiveState } from './state';
import { LiveStore, type PageOutside } from './store';

const PAGE: PageOutside = {
  isHidden: () => document.hidden,
  onVisibility: (listener) => {
    document.addEventListener('visibilitychange', listener);
    // A page that comes out of the back/forward cache was left, and begins anew.
    addEventListener('pageshow', listener);
  },
  onLeave: (listener) => addEventListener('pagehide', listener),
  requestFrame: (run) => requestAnimationFrame(run),
  afterPaint: (run) => {
    // A task that is posted in a frame runs after that frame was painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      run();
    };
    port2.postMessage(null);
  },
  now: () => Date.now(),
};

declare global {
  interface Window {
    /** For tests and the curious: what this page knows and how fast it learns and shows it, see {@link Measured}. */
    __tickmesh?: {
      readonly state: () => LiveState;
      readonly phase: () => Phase;
      readonly measured: () => Measured;
      readonly clearMeasured: () => void;
    };
  }
}

let opened: LiveStore | null = null;

/** Returns the live data of this page; it is opened once, on first use. */
export function liveStore(): LiveStore {
  if (!opened) {
    const store = openLive();
    window.__tickmesh = {
      state: store.getState,
      phase: store.getPhase,
      measured: () => store.measure.summary(),
      clearMeasured: () => store.measure.clear(),
    };
    opened = store;
  }
  return opened;
}

/** Opens the live data of this page: over the shared worker of all tabs, or by itself where there is none. */
function openLive(): LiveStore {
  return new LiveStore(sharedPort() ?? ownPort(), PAGE);
}

function sharedPort(): PagePort | null {
  if (typeof SharedWorker === 'undefined') return null;
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tickmesh-live' });
  return worker.port;
}

function ownPort(): PagePort {
  const { port1, port2 } = new MessageChannel();
  new Hub().attach(port1);
  return port2;
}
