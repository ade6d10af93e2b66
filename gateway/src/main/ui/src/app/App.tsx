import { Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { ErrorBoundary } from '@/components/ErrorBoundary';
import { ErrorState, Loading, Empty } from '@/components/states';
import { Toasts } from '@/components/toasts';
import { Page } from '@/components/Page';
import { LiveData } from '@/live';
import { ROUTES } from './routes';
import { SessionProvider, useSessionActions } from './session';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

export function App() {
  return (
    <ErrorBoundary>
      <SessionProvider>
        <Toasts>
          <BrowserRouter>
            <Gate />
          </BrowserRouter>
        </Toasts>
      </SessionProvider>
    </ErrorBoundary>
  );
}

/** Shows the pages to those who are signed in. */
function Gate() {
  const { state, retry } = useSessionActions();
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return <ErrorState error={state.error} retry={retry} />;
    case 'signed-out':
      return <SignIn error={state.error} />;
    case 'signed-in':
      return (
        <LiveData onRefused={retry}>
          <Pages />
        </LiveData>
      );
  }
}

function Pages() {
  return (
    <Shell>
      <Suspense fallback={<Loading />}>
        <Routes>
          {ROUTES.map(({ path, page: Shown }) => (
            <Route
              key={path}
              path={path}
              element={
                <ErrorBoundary key={path}>
                  <Shown />
                </ErrorBoundary>
              }
            />
          ))}
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Shell>
  );
}

function NotFound() {
  return (
    <Page title="Not found">
      <Empty title="There is no such page" />
    </Page>
  );
}
