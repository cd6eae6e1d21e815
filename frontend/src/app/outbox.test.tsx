import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newEdit } from '@/lib/outbox/queue';
import { userStore } from '@/lib/outbox/storage';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeWithWalk() {
  const fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -30) });
  return fake;
}

const mark = (name: string) => screen.findByRole('button', { name: `Done: ${name}` });
const refusing = (request: Request) =>
  request.method === 'PUT'
    ? Response.json({ status: 422, detail: 'This day is too long ago.' }, { status: 422 })
    : undefined;

let hasNetwork = true;
const goOffline = () => {
  hasNetwork = false;
  fireEvent(window, new Event('offline'));
};
const goOnline = () => {
  hasNetwork = true;
  fireEvent(window, new Event('online'));
};

beforeEach(() => {
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => hasNetwork);
});
afterEach(goOnline);

describe('what waits', () => {
  it('is counted, listed in words, and goes by itself when the network is back', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake);
    const button = await mark('Walk');
    goOffline();
    await user.click(button);
    await user.click(await screen.findByRole('link', { name: '1 change waits to be sent' }));
    const list = within(await screen.findByRole('region', { name: 'Waiting' }));
    expect(list.getByText(/^Mark · .*Walk.* · .* · done$/)).toBeVisible();
    expect(screen.queryByRole('link', { name: /waits to be sent/ })).toBeNull(); // said once
    goOnline();
    expect(await screen.findByRole('heading', { name: 'Everything is saved' })).toBeVisible();
    expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('done');
  });

  it('is said before logging out, and kept for the next login', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake);
    const button = await mark('Walk');
    goOffline();
    await user.click(button);
    await user.click(screen.getByRole('link', { name: 'Settings' }));
    expect(await screen.findByText(/1 change is not sent yet/)).toBeVisible();
    fake.interfere = () => {
      throw new TypeError('fetch failed');
    };
    await user.click(screen.getByRole('button', { name: 'Log out' }));
    await screen.findByRole('heading', { name: 'Welcome back' });
    fake.interfere = () => undefined;
    goOnline();
    await user.type(screen.getByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('done'));
  });
});

describe('what was refused', () => {
  it('is there with the reason, can be tried again, and is then saved', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake);
    fake.interfere = refusing;
    await user.click(await mark('Walk'));
    await user.click(await screen.findByRole('link', { name: /1 change could not be saved/ }));
    const list = within(await screen.findByRole('region', { name: 'Could not save' }));
    expect(list.getByText('This day is too long ago.')).toBeVisible();
    fake.interfere = () => undefined;
    await user.click(list.getByRole('button', { name: /^Try again: Mark · .*Walk/ }));
    expect(await screen.findByRole('heading', { name: 'Everything is saved' })).toBeVisible();
    expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('done');
  });

  it('is only discarded after a question', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake);
    fake.interfere = refusing;
    await user.click(await mark('Walk'));
    await user.click(await screen.findByRole('link', { name: /1 change could not be saved/ }));
    await user.click(await screen.findByRole('button', { name: /^Discard: / }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await user.click(dialog.getByRole('button', { name: 'Discard' }));
    expect(await screen.findByRole('heading', { name: 'Everything is saved' })).toBeVisible();
    expect(await userStore(fake.userId).load()).toEqual([]);
  });

  it('holds back what belongs to it, and says so', async () => {
    const fake = newFakeApi();
    const store = userStore(fake.userId);
    const habit = newEdit('habit.create', { id: 'new', input: { name: 'New' } as never }, { name: 'New' });
    const problem = { status: 409, code: 'too-many', detail: 'That is one too many.', at: '' };
    await store.put({ ...habit, problem });
    const input = { habitId: 'new', date: TODAY, mark: null };
    await store.put(newEdit('checkin', input, { name: 'New', after: habit.id }));
    await startApp(fake, { at: '/outbox' });
    const waiting = within(await screen.findByRole('region', { name: 'Waiting' }));
    expect(waiting.getByText('Waits for the habit above.')).toBeVisible();
    expect(waiting.getByText(/taken back$/)).toBeVisible();
    expect(screen.getByText('That is one too many.')).toBeVisible();
  });
});

describe('after one visit', () => {
  it('a day that was opened earlier shows the habit that the list has got since', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: `/today/${addDays(TODAY, -1)}` });
    await mark('Walk');
    fake.store.add({ id: 'read', name: 'Read', start_date: addDays(TODAY, -30) }); // on another device
    await user.click(screen.getByRole('link', { name: 'Habits' }));
    await screen.findByRole('link', { name: 'Read' });
    goOffline();
    window.history.back();
    expect(await mark('Read')).toBeVisible();
  });

  it('every page opens without a network', async () => {
    const fake = fakeWithWalk();
    fake.store.add({ id: 'old', name: 'Old one', archived: true });
    fake.store.mark('walk', addDays(TODAY, -2), { status: 'done', note: 'by the river' });
    const { user } = await startApp(fake);
    await mark('Walk');
    const count = (part: string) => fake.calls.filter((call) => call.includes(part)).length;
    await waitFor(() => expect(count('/v1/habits/old/stats')).toBe(1), { timeout: 15_000 });
    await waitFor(() => expect(count('/v1/overview')).toBe(3));
    expect(count(`/v1/today`)).toBeGreaterThanOrEqual(3);
    await new Promise((resolve) => setTimeout(resolve, 300)); // the last answers come in
    goOffline();
    const asked = fake.calls.length;
    await user.click(screen.getByRole('link', { name: 'Habits' }));
    await user.click(await screen.findByRole('link', { name: 'Walk' }));
    expect(await screen.findByText('by the river')).toBeVisible();
    expect(await screen.findByRole('region', { name: 'By weekday' })).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Settings' }));
    await user.click(await screen.findByRole('link', { name: 'Holidays and pauses' }));
    expect(await screen.findByText('No holidays yet')).toBeVisible();
    expect(fake.calls).toHaveLength(asked);
  });
});
