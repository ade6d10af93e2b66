import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { LiveProvider } from '@/live';
import { FakePage, told } from '@/live/testing';
import EventsPage from './index';

const failed = (bot: string, error: string) => told('BotFailed', { bot, symbol: 'BTCUSDT', error, failures: 1 }, { severity: 'WARNING' });
const started = (bot: string) => told('BotStatusChanged', { bot, symbol: 'ETHUSDT', status: 'RUNNING', reason: 'history is complete' });

describe('the page of events', () => {
  let page: FakePage;
  const texts = () => screen.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('gridcell').at(-1)?.textContent);

  beforeEach(() => {
    page = new FakePage();
    render(
      <MemoryRouter>
        <LiveProvider value={page.store}>
          <EventsPage />
        </LiveProvider>
      </MemoryRouter>,
    );
  });

  it('says that nothing has happened yet', () => {
    expect(screen.getByText('Nothing has happened yet')).toBeVisible();
  });

  it('holds the list still during a pause and loses nothing', async () => {
    act(() => page.tell(failed('a', 'first')));
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    act(() => page.tell(failed('a', 'second'), failed('b', 'third')));
    expect(texts()).toEqual(['first (failure 1)']);
    expect(screen.getByText('2 new')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(texts()).toEqual(['third (failure 1)', 'second (failure 1)', 'first (failure 1)']);
  });

  it('is narrowed by severity and type', async () => {
    act(() => page.tell(failed('a', 'first'), started('b')));
    await userEvent.selectOptions(screen.getByLabelText('Severity'), 'WARNING');
    expect(texts()).toEqual(['first (failure 1)']);
    await userEvent.click(within(screen.getByRole('group', { name: 'Types' })).getByRole('button', { name: 'Bot status' }));
    expect(screen.getByText('Nothing matches')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show everything' }));
    expect(texts()).toHaveLength(2);
  });

  it('walks from an event back to its cause', async () => {
    const cause = started('b');
    act(() => page.tell(cause, told('BotFailed', { bot: 'b', symbol: 'X', error: 'boom', failures: 1 }, { cause: cause.id })));
    await userEvent.click(within(screen.getByRole('grid')).getByRole('button', { name: 'Bot failed' }));
    const dialog = screen.getByRole('dialog', { name: 'Bot failed' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Bot status' }));
    expect(screen.getByRole('dialog', { name: 'Bot status' })).toHaveTextContent('running: history is complete');
    expect(within(screen.getByRole('dialog')).getByRole('link', { name: 'b' })).toHaveAttribute('href', '/bots/b');
  });
});
