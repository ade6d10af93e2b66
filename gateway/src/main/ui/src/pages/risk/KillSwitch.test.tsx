import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Toasts } from '@/components/toasts';
import { EMPTY_STATE, LiveProvider } from '@/live';
import { bot, FakePage } from '@/live/testing';
import { KillSwitch } from './KillSwitch';

const may = vi.hoisted(() => ({ command: true }));
vi.mock('@/app/session', () => ({ useMay: () => may.command }));

type Sent = { method: string; url: string; body: unknown };

describe('the kill switch', () => {
  let sent: Sent[];
  let answer: () => Response;

  const open = (account?: string) => {
    const page = new FakePage();
    const bots = [bot('a'), bot('b', { account: 'btc' })];
    page.show({ ...EMPTY_STATE, bots: new Map(bots.map((each) => [each.id, each])) });
    render(
      <LiveProvider value={page.store}>
        <Toasts>
          <KillSwitch {...(account && { account })} accounts={['main', 'btc']} state="ACTIVE" />
        </Toasts>
      </LiveProvider>,
    );
  };
  const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
  const dialog = () => within(screen.getByRole('dialog'));
  const type = (label: RegExp | string, text: string) => userEvent.type(dialog().getByLabelText(label), text);

  beforeEach(() => {
    may.command = true;
    sent = [];
    answer = () => Response.json({ items: [], next: null });
    vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
      sent.push({ method: init?.method ?? '', url: url as string, body: JSON.parse((init?.body as string | null) ?? 'null') });
      return Promise.resolve(answer());
    });
  });

  it('halts an account only after its name and a reason were typed', async () => {
    open('main');
    await press('Halt');
    const halt = dialog().getByRole('button', { name: 'Halt main' });
    expect(halt).toBeDisabled();
    await type(/Type/, 'mein');
    await type('Reason', 'odd prices');
    expect(halt).toBeDisabled();
    await userEvent.clear(dialog().getByLabelText(/Type/));
    await type(/Type/, 'main');
    await userEvent.click(halt);
    expect(sent).toEqual([
      { method: 'PUT', url: '/api/v1/risk/state', body: { account: 'main', state: 'HALTED', reason: 'odd prices' } },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('names no account when it halts all', async () => {
    open();
    await press('Halt all');
    await type(/Type/, 'all accounts');
    await type('Reason', 'x');
    await userEvent.click(dialog().getByRole('button', { name: 'Halt all accounts' }));
    expect(sent[0]?.body).toEqual({ state: 'HALTED', reason: 'x' });
  });

  it('closes the positions of each account, as a step of its own', async () => {
    open();
    await press('Close positions');
    await type(/Type/, 'all accounts');
    await type('Reason', 'x');
    await userEvent.click(dialog().getByRole('button', { name: /^Close all positions/ }));
    expect(sent.map(({ url, body }) => [url, body])).toEqual([
      ['/api/v1/positions/close', { account: 'main', reason: 'x' }],
      ['/api/v1/positions/close', { account: 'btc', reason: 'x' }],
    ]);
  });

  it('pauses the bots of one account alone', async () => {
    open('btc');
    await press('Pause bots');
    await type(/Type/, 'btc');
    await userEvent.click(dialog().getByRole('button', { name: /^Pause all bots/ }));
    expect(sent).toEqual([{ method: 'POST', url: '/api/v1/bots/pause', body: { bots: ['b'] } }]);
  });

  it('stays open and says why when it could not be done', async () => {
    answer = () => Response.json({ title: 'Unavailable', status: 503, detail: 'risk does not answer' }, { status: 503 });
    open('main');
    await press('Halt');
    await type(/Type/, 'main');
    await type('Reason', 'x');
    await userEvent.click(dialog().getByRole('button', { name: 'Halt main' }));
    expect(await dialog().findByText('risk does not answer')).toBeVisible();
  });

  it('offers nothing that holds already', () => {
    open('main');
    expect(screen.getByRole('button', { name: 'Activate' })).toBeDisabled();
  });

  it('is hidden from viewers', () => {
    may.command = false;
    open('main');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
