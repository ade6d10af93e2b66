import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { DataTable } from './DataTable';
import { byNumber, byText, type Column } from './tableParts';

type Bot = { id: string; profit: string };

const COLUMNS: readonly Column<Bot>[] = [
  { id: 'id', title: 'Bot', width: '120px', compare: byText((bot) => bot.id), cell: (bot) => bot.id },
  { id: 'profit', title: 'Profit', width: '90px', numeric: true, compare: byNumber((bot) => bot.profit), cell: (bot) => bot.profit },
];

const bots = (count: number): Bot[] =>
  Array.from({ length: count }, (_, index) => ({ id: `bot-${index}`, profit: String((index * 7919) % count) }));

const shown = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell').map((cell) => cell.textContent));

const table = (rows: Bot[], extra: Partial<Parameters<typeof DataTable<Bot>>[0]> = {}) => (
  <DataTable label="Bots" rows={rows} columns={COLUMNS} keyOf={(bot) => bot.id} empty="none" {...extra} />
);

describe('a table of 5,000 rows', () => {
  it('has only those in the document that can be seen', () => {
    render(table(bots(5_000)));

    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '5001');
    expect(shown().length).toBeLessThan(60);
  });

  it('sorts all of them by what a heading says, and turns the order round', async () => {
    render(table(bots(5_000)));

    await userEvent.click(screen.getByRole('button', { name: 'Profit' }));
    expect(shown()[0]?.[1]).toBe('0');
    expect(shown()[3]?.[1]).toBe('3');
    expect(screen.getByRole('columnheader', { name: 'Profit' })).toHaveAttribute('aria-sort', 'ascending');

    await userEvent.click(screen.getByRole('button', { name: 'Profit' }));
    expect(shown()[0]?.[1]).toBe('4999');
  });
});

it('orders numbers in names by their value', async () => {
  render(table([{ id: 'bot-10', profit: '1' }, { id: 'bot-2', profit: '1' }]));
  await userEvent.click(screen.getByRole('button', { name: 'Bot' }));
  expect(shown().map(([id]) => id)).toEqual(['bot-2', 'bot-10']);
});

it('is walked, chosen from and opened with the keyboard', async () => {
  const onOpen = vi.fn();
  const onChange = vi.fn();
  render(table(bots(5), { onOpen, selection: { chosen: new Set<string>(), onChange } }));

  screen.getByRole('grid').focus();
  await userEvent.keyboard('jjx{Enter}');

  expect(onChange).toHaveBeenCalledWith(new Set(['bot-1']));
  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: 'bot-1' }));
});

it('keeps the active row when another comes before it', async () => {
  const onOpen = vi.fn();
  const { rerender } = render(table(bots(3), { onOpen }));
  screen.getByRole('grid').focus();
  await userEvent.keyboard('j');

  rerender(table([{ id: 'new', profit: '0' }, ...bots(3)], { onOpen }));
  await userEvent.keyboard('{Enter}');

  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: 'bot-0' }));
});

it('says when there is nothing', () => {
  render(table([]));
  expect(screen.getByText('none')).toBeVisible();
});
