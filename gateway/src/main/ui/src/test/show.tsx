import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { vi } from 'vitest';
import { SessionProvider, useSessionActions } from '@/app/session';
import { Toasts } from '@/components/toasts';
import { EMPTY_STATE, LiveProvider, type LiveState } from '@/live';
import { LiveStore } from '@/live/store';
import type { FakeGateway } from './FakeGateway';

/** A store that knows what the test says, as if a hub had told it. */
export function liveStore(state: Partial<LiveState> = {}) {
  const sent: unknown[] = [];
  const port = {
    postMessage: (message: unknown) => void sent.push(message),
    onmessage: null as ((message: MessageEvent) => void) | null,
  };
  const store = new LiveStore(port, {
    isHidden: () => false,
    onVisibility: () => undefined,
    onLeave: () => undefined,
    requestFrame: (run) => run(),
    afterPaint: (run) => run(),
    now: () => 0,
  });
  const tell = (data: unknown) => port.onmessage?.(new MessageEvent('message', { data }));
  tell({ kind: 'state', state: { ...EMPTY_STATE, loaded: true, ...state }, phase: { name: 'live' } });
  return { store, sent, tell };
}

type ShowOptions = { gateway: FakeGateway; state?: Partial<LiveState>; at?: string; route?: string };

/** Shows a page to somebody who is signed in at the gateway of the test. */
export function show(page: ReactNode, { gateway, state, at = '/', route = '*' }: ShowOptions) {
  vi.stubGlobal('fetch', gateway.fetch);
  const live = liveStore(state);
  render(
    <SessionProvider>
      <Toasts>
        <LiveProvider value={live.store}>
          <MemoryRouter initialEntries={[at]}>
            <SignedIn>
              <Routes>
                <Route path={route} element={page} />
                <Route path="*" element={null} />
              </Routes>
              <Place />
            </SignedIn>
          </MemoryRouter>
        </LiveProvider>
      </Toasts>
    </SessionProvider>,
  );
  return live;
}

function SignedIn({ children }: { children: ReactNode }) {
  return useSessionActions().state.kind === 'signed-in' ? children : null;
}

function Place() {
  const { pathname, search } = useLocation();
  return <output data-testid="place">{pathname + search}</output>;
}
