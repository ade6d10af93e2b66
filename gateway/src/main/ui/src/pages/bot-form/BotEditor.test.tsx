import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { account, bot } from '@/live/testing';
import { FakeGateway, json, page, problem } from '@/test/FakeGateway';
import strategies from '@/test/recorded/strategies.json';
import { show } from '@/test/show';
import BotFormPage from './index';

const SYMBOL = { symbol: 'BTCUSDT', baseAsset: 'BTC', quoteAsset: 'USDT', tickSize: '0.01', stepSize: '0.00001' };
const STATE = { accounts: new Map([['main', account('main')]]) };

const gateway = () =>
  new FakeGateway()
    .on('GET /strategies', () => page(strategies))
    .on('GET /symbols', () => page([SYMBOL]))
    .on('GET /bots/a', () => json(bot('a')));

const creating = (fake: FakeGateway) => show(<BotFormPage />, { gateway: fake, state: STATE, at: '/bots/new', route: '/bots/new' });
const editing = (fake: FakeGateway) => show(<BotFormPage />, { gateway: fake, state: STATE, at: '/bots/a/edit', route: '/bots/:id/edit' });

async function fill(strategy: string) {
  await userEvent.type(await screen.findByLabelText('Name'), 'new');
  await userEvent.selectOptions(screen.getByLabelText('Strategy'), strategy);
  await userEvent.type(screen.getByLabelText('Amount'), '250.50');
}

const save = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('a new bot', () => {
  it('gets the fields of the strategy that is chosen, with what they may be', async () => {
    creating(gateway());
    await fill('ema-cross');

    const parameters = strategies.find(({ name }) => name === 'ema-cross')?.parameters ?? [];
    expect(parameters.length).toBeGreaterThan(1);
    for (const { name, description, standard, min, max } of parameters) {
      const field = screen.getByLabelText(name);
      expect(field).toHaveValue(standard);
      expect(field).toHaveAccessibleDescription(`${description}; ${min} to ${max}, usually ${standard}`);
    }
  });

  it('is not sent while something is seen to be wrong, which gets the focus', async () => {
    const fake = gateway();
    creating(fake);
    await fill('ema-cross');
    await userEvent.clear(screen.getByLabelText('fast'));
    await userEvent.type(screen.getByLabelText('fast'), '0.5');
    await save('Create and start');

    expect(screen.getByLabelText('fast')).toBeInvalid();
    await waitFor(() => expect(screen.getByLabelText('fast')).toHaveFocus());
    expect(fake.changes).toEqual([]);
  });

  it('shows what the gateway refuses at its field, and where in a rule it is', async () => {
    const fake = gateway().on('POST /bots', () =>
      problem(422, 'Some fields make no sense, see them.', [
        { field: 'rule', line: 2, column: 7, detail: "unknown indicator 'rssi'" },
        { field: 'sizing.amount', detail: 'must be at most 100' },
      ]),
    );
    creating(fake);
    await fill('rule');
    await userEvent.click(screen.getByLabelText('Rule'));
    await userEvent.paste('enter: close > 1\nexit: rssi(14) > 70');
    await save('Create and start');

    const rule = await screen.findByLabelText('Rule');
    await waitFor(() => expect(rule).toBeInvalid());
    expect(rule).toHaveAccessibleDescription(expect.stringContaining("line 2, column 7: unknown indicator 'rssi'"));
    expect(document.querySelector('.rule-pointer')?.textContent).toBe('exit: rssi(14) > 70\n      ^');
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription(expect.stringContaining('must be at most 100'));
    expect(screen.getByRole('alert')).toHaveTextContent('Some fields make no sense');
  });

  it('is sent again with the same key after no answer came, and opens when it is there', async () => {
    let attempts = 0;
    const fake = gateway().on('POST /bots', () => (++attempts === 1 ? problem(504, 'No answer in time.') : json(bot('new'), 201)));
    creating(fake);
    await fill('ema-cross');
    await save('Create and start');
    expect(await screen.findByRole('alert')).toHaveTextContent('No answer in time.');
    await save('Create and start');

    await waitFor(() => expect(screen.getByTestId('place')).toHaveTextContent('/bots/new'));
    await waitFor(() => expect(fake.changes).toHaveLength(2));
    const keys = fake.changes.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(fake.changes[0]?.headers.get('x-csrf-token')).toBe('c-1');
    expect(fake.changes[0]?.body).toMatchObject({ id: 'new', account: 'main', symbol: 'BTCUSDT', sizing: { amount: '250.50' } });
  });
});

describe('a bot that somebody else changed meanwhile', () => {
  const conflicting = () => {
    let version = 1;
    const fake = gateway()
      .on('GET /bots/a', () => json(bot('a', version === 1 ? {} : { version, parameters: { fast: '9', slow: '26' } })))
      .on('PUT /bots/a', ({ headers }) => {
        if (headers.get('if-match') === '"4"') return json(bot('a', { version: 5 }));
        version = 4;
        return problem(412, 'The bot has changed.');
      });
    editing(fake);
    return fake;
  };

  it('is not overwritten: the differences are shown', async () => {
    conflicting();
    await userEvent.type(await screen.findByLabelText('Stop loss'), '3');
    await save('Save');

    await screen.findByText(/Somebody changed a meanwhile/);
    const notice = within(screen.getByRole('form'));
    expect(notice.getByText(/parameters.fast/).parentElement).toHaveTextContent('parameters.fast: yours 12, theirs 9');
    expect(notice.getByText(/stopLossPercent/).parentElement).toHaveTextContent('yours 3, theirs empty');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('keeps what was typed if one says so, and is then saved over the newer version', async () => {
    const fake = conflicting();
    await userEvent.type(await screen.findByLabelText('Stop loss'), '3');
    await save('Save');
    await userEvent.click(await screen.findByRole('button', { name: /Keep mine/ }));
    await save('Save');

    await waitFor(() => expect(screen.getByTestId('place')).toHaveTextContent('/bots/a'));
    expect(fake.changes.map(({ headers }) => headers.get('if-match'))).toEqual(['"1"', '"4"']);
    expect(fake.changes[1]?.body).toMatchObject({ parameters: { fast: '12' }, exits: { stopLossPercent: '3' } });
  });

  it('shows theirs if one says so', async () => {
    conflicting();
    await userEvent.type(await screen.findByLabelText('Stop loss'), '3');
    await save('Save');
    await userEvent.click(await screen.findByRole('button', { name: 'Take theirs' }));

    expect(screen.getByLabelText('fast')).toHaveValue('9');
    expect(screen.getByLabelText('Stop loss')).toHaveValue('');
  });
});
