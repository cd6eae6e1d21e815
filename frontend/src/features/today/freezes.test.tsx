import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { gainOf } from './gain';
import { addDays } from '@/lib/time/days';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

const YESTERDAY = addDays(TODAY, -1);
let fake: FakeApi;

/** Walk was done for some days, but not yesterday. */
beforeEach(() => {
  fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -20) });
  for (const back of [2, 3, 4]) fake.store.mark('walk', addDays(TODAY, -back), { status: 'done' });
});

const offer = () => screen.findByRole('region', { name: 'A streak freeze for Walk' });
const frozen = () => fake.store.habits.get('walk')?.frozen_days;

describe('a streak that yesterday broke', () => {
  it('is held by a freeze, which can be taken back', async () => {
    fake.rewards.freezes = 1;
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Hold the streak' }));
    expect(await screen.findByText('3 days in a row')).toBeVisible();
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
    expect(frozen()).toEqual([YESTERDAY]);
    expect(fake.rewards.freezes).toBe(0);
    expect(screen.getByRole('button', { name: /held by a streak freeze/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(frozen()).toEqual([]));
    expect(fake.rewards.freezes).toBe(1);
  });

  it('is not spoken of again once that was declined', async () => {
    fake.rewards.freezes = 1;
    const first = await startApp(fake);
    await offer();
    await first.user.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
    first.unmount();
    await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Walk' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
  });

  const seenTheShop = async () => {
    const first = await startApp(fake, { at: '/rewards' });
    await screen.findByRole('heading', { name: 'Streak freeze' });
    await first.user.click(screen.getByRole('link', { name: 'Today' }));
    await screen.findByRole('button', { name: 'Done: Walk' });
    return first;
  };

  it('leads to the rewards when there are points but no freeze', async () => {
    fake.rewards.saved = 90;
    await seenTheShop();
    await offer();
    expect(screen.getByRole('link', { name: 'See the rewards' })).toHaveAttribute('href', '/rewards');
    expect(screen.queryByRole('button', { name: 'Hold the streak' })).toBeNull();
  });

  it('is not offered at a price that one cannot pay', async () => {
    fake.rewards.saved = 90;
    fake.rewards.prices = { 'streak-freeze': 120 };
    await seenTheShop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
  });

  it('does not wake the database for the price', async () => {
    fake.rewards.saved = 100;
    await startApp(fake);
    await waitFor(() => expect(fake.calls).toContain('GET /v1/rewards/points'));
    expect(fake.calls.filter((call) => /catalog|balance/.test(call))).toEqual([]);
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
  });

  it.each([
    ['with neither freeze nor points', () => undefined],
    ['when it goes on', () => fake.store.mark('walk', YESTERDAY, { status: 'done' })],
  ])('is no matter %s', async (_, arrange) => {
    arrange();
    await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Walk' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(screen.queryByRole('region', { name: /streak freeze/ })).toBeNull();
  });

  it('says why it cannot be held', async () => {
    fake.rewards.freezes = 1;
    const { user } = await startApp(fake);
    await offer();
    fake.rewards.freezes = 0; // spent on another device
    await user.click(screen.getByRole('button', { name: 'Hold the streak' }));
    expect(await screen.findByText(/There are some among the rewards/)).toBeVisible();
    expect(frozen()).toBeUndefined();
  });
});

describe('the page of a habit', () => {
  it('holds missed days of the week, and gives freezes back', async () => {
    fake.rewards.freezes = 1;
    const { user } = await startApp(fake, { at: '/habits/walk' });
    // Only cheap questions while things load: asking for roles takes seconds among the year's squares.
    const loaded = { timeout: 15_000, interval: 250 };
    await waitFor(() => expect(document.body.textContent).toContain('Streak freeze'), loaded);
    await user.click(screen.getByLabelText(/^Hold the streak over/));
    expect(await screen.findByText('You have no streak freeze left.')).toBeVisible();
    expect(frozen()).toEqual([YESTERDAY]);
    await user.click(screen.getByLabelText(/^Take it back:/));
    expect(await screen.findByText('You have the streak freeze back')).toBeVisible();
    expect(frozen()).toEqual([]);
  });
});

describe('points', () => {
  it('rise at a tap, and not when it is taken back', async () => {
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Done: Walk' }));
    expect(screen.getByText('+10')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Done: Walk' }));
    expect(screen.queryByText('+10')).toBeNull();
  });

  it('do not rise for days that bring none any more', async () => {
    const { user } = await startApp(fake, { at: `/today/${addDays(TODAY, -6)}` });
    await user.click(await screen.findByRole('button', { name: 'Done: Walk' }));
    expect(screen.queryByText('+10')).toBeNull();
  });

  it.each([
    [5, 10],
    [6, 60],
    [29, 210],
    [99, 1010],
  ])('after a streak of %i are %i', (streak, points) => {
    const row = fake.store.day(TODAY).habits[0];
    if (!row) throw new Error('there is a habit');
    const summary = { ...row.summary, streak, fulfilled: false };
    expect(gainOf({ ...row, summary }, null)?.points).toBe(points);
  });
});
