import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fake() {
  const api = newFakeApi();
  api.store.add({ id: 'walk', name: 'Walk', start_date: TODAY });
  return api;
}

const card = async (name: string) => within(await screen.findByRole('region', { name }));
const factOf = (inside: { getByText: (text: string) => HTMLElement }, name: string) =>
  inside.getByText(name).nextElementSibling?.textContent;

describe('your weeks', () => {
  it('say where it goes, on which days, and at what time', async () => {
    await startApp(fake(), { at: '/insights' });
    const weeks = await card('Your weeks');
    expect(
      weeks.getByText(/you did 83% of what was due\. Against the four before: \+5 percentage points/),
    ).toBeVisible();
    expect(factOf(weeks, 'Best weekday')).toBe('Tuesday');
    expect(factOf(weeks, 'Hardest weekday')).toBe('Sunday');
    expect(factOf(weeks, 'Best time of day')).toMatch(/^0?6:00.* to 0?9:00.* \(60%\)$/);
    expect(factOf(weeks, 'Points this week')).toBe('150');
  });

  it('claim nothing from a few days', async () => {
    const api = fake();
    const { summary } = api.analytics;
    api.analytics.summary = {
      ...summary,
      ...{ best_weekday: null, hardest_weekday: null },
      trend: { recent: null, before: null, change: null },
      time_of_day: { ...summary.time_of_day, marks: 3, best: null },
    };
    await startApp(api, { at: '/insights' });
    const weeks = await card('Your weeks');
    expect(weeks.getByText(/^After a few whole weeks/)).toBeVisible();
    expect(factOf(weeks, 'Best weekday')).toBe('not clear yet');
    expect(factOf(weeks, 'Best time of day')).toBe('3 of 20 days marked in time so far');
  });

  it('leave the page as it is when they cannot be had', async () => {
    const api = fake();
    api.interfere = (request) =>
      request.url.includes('/analytics/') ? new Response(null, { status: 404 }) : undefined;
    await startApp(api, { at: '/insights' });
    expect(await screen.findByRole('link', { name: 'Walk' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Your weeks' })).toBeNull();
  });
});

describe('the leaderboard', () => {
  it('asks first, shows the others then, and lets go again', async () => {
    const api = fake();
    const { user } = await startApp(api, { at: '/insights' });
    const board = await card('Leaderboard');
    expect(board.queryByText('Bob')).toBeNull();
    await user.type(board.getByLabelText('Name that the others see'), ' Countess ');
    await user.click(board.getByRole('button', { name: 'Take part' }));
    expect(await board.findByText('You are number 2, with 50 points this week.')).toBeVisible();
    expect(board.getByRole('button', { name: 'Take part no more' })).toHaveFocus();
    expect(board.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '1.Bob120 points',
      '2.Countess (you)50 points',
      '3.Cem30 points',
    ]);
    await user.click(board.getByRole('button', { name: 'Take part no more' }));
    expect(await board.findByRole('button', { name: 'Take part' })).toHaveFocus();
    expect(api.analytics.name).toBeNull();
  });

  it('says which names are not taken', async () => {
    const { user } = await startApp(fake(), { at: '/insights' });
    const board = await card('Leaderboard');
    await user.type(board.getByLabelText('Name that the others see'), '\u200b');
    await user.click(board.getByRole('button', { name: 'Take part' }));
    expect(await board.findByText('This name can’t be shown. Choose another one.')).toBeVisible();
  });

  it('wants a name', async () => {
    const api = fake();
    const { user } = await startApp(api, { at: '/insights' });
    const board = await card('Leaderboard');
    await user.click(board.getByRole('button', { name: 'Take part' }));
    expect(await board.findByText('Enter a name.')).toBeVisible();
    expect(api.analytics.name).toBeNull();
  });
});
