import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Bot } from '@/api/types';
import { bot } from '@/live/testing';
import { FakeGateway, json, problem } from '@/test/FakeGateway';
import { show } from '@/test/show';
import { matching } from './filter';
import BotsPage from './index';

const fleet = (count: number): Bot[] =>
  Array.from({ length: count }, (_, index) =>
    bot(`bot-${index}`, {
      symbol: index % 2 ? 'ETHUSDT' : 'BTCUSDT',
      status: index % 5 === 0 ? 'PAUSED' : 'RUNNING',
      realised: `${(index * 7_919) % count}.25`,
      account: index % 10 === 0 ? 'other' : 'main',
    }),
  );

const stateOf = (bots: readonly Bot[]) => ({ bots: new Map(bots.map((one) => [one.id, one])) });
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getByRole('link').textContent);

describe('5,000 bots', () => {
  it('are searched, filtered and sorted', async () => {
    show(<BotsPage />, { gateway: new FakeGateway(), state: stateOf(fleet(5_000)), at: '/bots' });

    await userEvent.selectOptions(await screen.findByLabelText('Status'), 'PAUSED');
    expect(screen.getByText('1000 of 5000')).toBeVisible();
    await userEvent.click(screen.getByLabelText('Search bots'));
    await userEvent.paste('eth bot-49');
    expect(screen.getByText('11 of 5000')).toBeVisible();
    expect(screen.getByTestId('place')).toHaveTextContent('/bots?status=PAUSED&search=eth+bot-49');

    await userEvent.click(screen.getByRole('button', { name: 'Realised' }));
    await userEvent.click(screen.getByRole('button', { name: 'Realised' }));
    const expected = matching(fleet(5_000), { search: 'eth bot-49', status: 'PAUSED', account: '' })
      .toSorted((a, b) => Number(b.realised) - Number(a.realised))
      .map(({ id }) => id);
    expect(names()).toEqual(expected.slice(0, names().length));
  });
});

describe('commands', () => {
  it('go to the chosen bots alone, after a confirmation', async () => {
    const fake = new FakeGateway().on('POST /bots/pause', () => json({ items: [], next: null }));
    show(<BotsPage />, { gateway: fake, state: stateOf(fleet(4)), at: '/bots' });

    await userEvent.click(await screen.findByLabelText('Choose bot-1'));
    await userEvent.click(screen.getByLabelText('Choose bot-3'));
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(fake.changes).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Pause 2 bots' }));

    expect(await screen.findByText('2 bots paused')).toBeVisible();
    expect(fake.changes.map(({ body }) => body)).toEqual([{ bots: ['bot-1', 'bot-3'] }]);
  });

  it('leave a bot alone that has been filtered away', async () => {
    const fake = new FakeGateway();
    show(<BotsPage />, { gateway: fake, state: stateOf(fleet(4)), at: '/bots' });

    await userEvent.click(await screen.findByLabelText('Choose all rows'));
    await userEvent.type(screen.getByLabelText('Search bots'), 'eth');

    expect(screen.getByText('2 chosen')).toBeVisible();
  });

  it('name the bots that could not be deleted', async () => {
    const fake = new FakeGateway()
      .on('DELETE /bots/bot-0', () => new Response(null, { status: 204 }))
      .on('DELETE /bots/bot-1', () => problem(409, 'It holds a position.'));
    show(<BotsPage />, { gateway: fake, state: stateOf(fleet(2)), at: '/bots' });

    await userEvent.click(await screen.findByLabelText('Choose all rows'));
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await userEvent.click(screen.getByRole('button', { name: 'Delete 2 bots' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('1 of 2 were deleted. bot-1: It holds a position.');
  });

  it('for many bots have to be typed', async () => {
    show(<BotsPage />, { gateway: new FakeGateway(), state: stateOf(fleet(30)), at: '/bots' });
    await userEvent.click(await screen.findByLabelText('Choose all rows'));
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));

    const action = screen.getByRole('button', { name: 'Stop 30 bots' });
    expect(action).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/Type/), 'stop');
    expect(action).toBeEnabled();
  });

  it('are not shown to viewers', async () => {
    show(<BotsPage />, { gateway: new FakeGateway({ role: 'viewer' }), state: stateOf(fleet(3)), at: '/bots' });

    await waitFor(() => expect(names()).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Start' })).toBeNull();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByText('New bot')).toBeNull();
  });
});
