import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { change, get } from '@/api/client';
import { FakeGateway, json, problem } from '@/test/FakeGateway';
import { SessionProvider, useSessionActions } from './session';
import { SignIn } from './SignIn';

const SESSION = { name: 'first', role: 'admin', csrf: 'c-2', expiresAt: null };

function Page() {
  const { state, retry } = useSessionActions();
  if (state.kind === 'signed-in') return <p>Hello {state.session.name}</p>;
  if (state.kind === 'signed-out') return <SignIn error={state.error} />;
  return (
    <button type="button" onClick={retry}>
      {state.kind}
    </button>
  );
}

function open(gateway: FakeGateway) {
  vi.stubGlobal('fetch', gateway.fetch);
  render(
    <SessionProvider>
      <Page />
    </SessionProvider>,
  );
}

it('takes the one-time code of the start link, and out of the address', async () => {
  history.replaceState(null, '', '/bots#code=abc');
  let known = false;
  const gateway = new FakeGateway(null)
    .on('POST /session/code', () => {
      known = true;
      return json(SESSION);
    })
    .on('GET /session', () => (known ? json(SESSION) : problem(401, 'A token is needed.')));
  open(gateway);

  expect(await screen.findByText('Hello first')).toBeVisible();
  expect(gateway.changes.map(({ body }) => body)).toEqual([{ code: 'abc' }]);
  expect(location.hash).toBe('');
});

it('says that a link was used already', async () => {
  history.replaceState(null, '', '/#code=old');
  open(new FakeGateway(null).on('POST /session/code', () => problem(401, 'no')));

  expect(await screen.findByRole('alert')).toHaveTextContent('has expired or was used already');
});

it('asks for a token, tells that it is unknown, and lets in with another', async () => {
  let known = false;
  const gateway = new FakeGateway(null)
    .on('POST /session', ({ body }) => {
      known = (body as { token: string }).token === 'tm_right';
      return known ? json(SESSION) : problem(401, 'There is no such token.');
    })
    .on('GET /session', () => (known ? json(SESSION) : problem(401, 'A token is needed.')));
  open(gateway);

  await userEvent.type(await screen.findByLabelText('Token'), 'tm_wrong');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('unknown');

  await userEvent.clear(screen.getByLabelText('Token'));
  await userEvent.type(screen.getByLabelText('Token'), ' tm_right ');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('Hello first')).toBeVisible();
});

it('asks for a token again when the session has ended', async () => {
  const gateway = new FakeGateway({ name: 'first' }).on('GET /bots', () => problem(401, 'The session has ended.'));
  open(gateway);
  await screen.findByText('Hello first');

  await expect(get('/bots')).rejects.toThrow('The session has ended.');

  expect(await screen.findByLabelText('Token')).toBeVisible();
});

it('takes over what another tab signed in as', async () => {
  let session = { ...SESSION, name: 'first' };
  const gateway = new FakeGateway().on('GET /session', () => json(session)).on('POST /bots/start', () => json({}));
  open(gateway);
  await screen.findByText('Hello first');

  session = { ...SESSION, name: 'second', csrf: 'c-3' };
  document.dispatchEvent(new Event('visibilitychange'));
  await screen.findByText('Hello second');
  await change('POST', '/bots/start', { body: {} });

  expect(gateway.changes[0]?.headers.get('x-csrf-token')).toBe('c-3');
});

it('tells apart that nobody answers from that nobody is signed in', async () => {
  let up = false;
  const gateway = new FakeGateway().on('GET /session', () => {
    if (!up) throw new TypeError('no network');
    return json(SESSION);
  });
  open(gateway);
  const again = await screen.findByRole('button', { name: 'failed' });
  up = true;
  await userEvent.click(again);
  await waitFor(() => expect(screen.getByText('Hello first')).toBeVisible());
});
