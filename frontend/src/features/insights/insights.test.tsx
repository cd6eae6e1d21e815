import { onlineManager } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

const YEAR = TODAY.slice(0, 4);

function fakeWithTwo() {
  const fake = newFakeApi();
  const start_date = addDays(TODAY, -400);
  fake.store.add({ id: 'walk', name: 'Walk', start_date });
  fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', unit: 'glasses', target: 8, start_date });
  fake.store.mark('walk', TODAY, { status: 'done' });
  fake.store.mark('water', TODAY, { status: 'done', value: 3 });
  return fake;
}

const rowOf = async (name: string) =>
  within((await screen.findByRole('heading', { level: 3, name })).closest('li') ?? document.body);

describe('insights', () => {
  it('show a week: the days, the sums, and how each habit went', async () => {
    const fake = fakeWithTwo();
    await startApp(fake, { at: '/insights' });
    const chart = within(await screen.findByRole('listbox', { name: /^Done each day/ }));
    expect(chart.getAllByRole('option').at(-1)).toHaveAccessibleName(/: 1 of 2 done$/);
    expect(screen.getByRole('link', { name: 'Walk' })).toHaveAttribute('href', '/habits/walk');
    expect((await rowOf('Walk')).getByText(/^1 of \d done .* 1 day in a row$/)).toBeVisible();
    expect((await rowOf('Water')).getByText(/^0 of \d done · 3 glasses$/)).toBeVisible();
    expect((await rowOf('Walk')).getByText(/^Score from 0% to /)).toBeInTheDocument();
  });

  it('have the figures as a table', async () => {
    const { user } = await startApp(fakeWithTwo(), { at: '/insights' });
    await user.click(await screen.findByRole('button', { name: 'Day by day: table' }));
    const [, newest] = screen.getAllByRole('row');
    expect(newest).toHaveTextContent(/1250%$/);
  });

  it('turn to months and years, back and forth, at addresses of their own', async () => {
    const { user } = await startApp(fakeWithTwo(), { at: '/insights' });
    await user.click(await screen.findByRole('radio', { name: 'Month' }));
    expect(await screen.findByRole('grid', { name: /^Done each day/ })).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Year' }));
    expect(await screen.findByRole('heading', { level: 2, name: YEAR })).toBeVisible();
    expect(screen.getByRole('button', { name: 'The year after' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'The year before' }));
    expect(await screen.findByRole('heading', { level: 2, name: String(Number(YEAR) - 1) })).toBeVisible();
    expect(window.location.search).toBe(`?period=year&date=${Number(YEAR) - 1}-12-31`);
    await user.click(screen.getByRole('button', { name: 'Back to this year' }));
    expect(await screen.findByRole('heading', { level: 2, name: YEAR })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Back to this year' })).toBeNull();
  });

  it('lead from a day of the calendar to that day', async () => {
    const { user } = await startApp(fakeWithTwo(), { at: '/insights?period=month' });
    await user.click(await screen.findByRole('button', { name: /: 1 of 2 done$/ }));
    await waitFor(() => expect(window.location.pathname).toBe(`/today/${TODAY}`));
  });

  it('teach where there is nothing yet', async () => {
    await startApp(newFakeApi(), { at: '/insights' });
    expect(await screen.findByRole('heading', { name: 'Nothing to look back on yet' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Begin with a habit' })).toHaveAttribute('href', '/welcome');
  });

  it('keep what was known without a network, say of when it is, and do not make up the rest', async () => {
    const { user } = await startApp(fakeWithTwo(), { at: '/insights' });
    await screen.findByRole('link', { name: 'Walk' });
    window.dispatchEvent(new Event('offline'));
    expect(await screen.findByText(/This is as of/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Walk' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'The week before' }));
    expect(await screen.findByText('Not known yet')).toBeVisible();
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.getByRole('link', { name: 'Walk' })).toBeVisible());
    onlineManager.setOnline(true);
  });

  it.each(['week', 'month', 'year'])('of a %s have no fault that axe finds', async (period) => {
    const { container } = await startApp(fakeWithTwo(), { at: `/insights?period=${period}` });
    await screen.findByRole('link', { name: 'Walk' });
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});
