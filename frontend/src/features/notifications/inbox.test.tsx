import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { byDay, placeOf } from './about';
import type { FakeApi } from '@/testing/fakeApi';
import { problem } from '@/testing/reply';
import { newFakeApi, startApp } from '@/testing/startApp';

let fake: FakeApi;
const bell = () => screen.findByRole('link', { name: /^Notifications/ });
const refuse = (method: string) => {
  fake.interfere = (request) => {
    const { status = 500, body } = problem(403, 'forbidden', 'No.');
    return request.method === method ? Response.json(body, { status }) : undefined;
  };
};

beforeEach(() => {
  fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk' });
});

function tellThree() {
  const { notifications } = fake;
  notifications.tell(49, { kind: 'order', title: 'Yours: Streak freeze', ref: { order_id: 'o' } });
  notifications.tell(1, { kind: 'milestone', title: '7 days of Walk', ref: { habit_id: 'walk' } });
  notifications.tell(0, { kind: 'reminder', title: 'Walk', ref: { of: 'habit', id: 'walk' } });
}

describe('the bell', () => {
  it('counts what is unread, and leads to the inbox', async () => {
    tellThree();
    const { user } = await startApp(fake);
    await waitFor(async () => expect(await bell()).toHaveAccessibleName('Notifications 3 unread'));
    await user.click(await bell());
    expect(await screen.findByRole('heading', { name: 'Notifications' })).toBeVisible();
  });

  it('says nothing of numbers when all is read', async () => {
    await startApp(fake);
    await waitFor(() => expect(fake.calls).toContain('GET /v1/notifications/unread'));
    expect(await bell()).toHaveAccessibleName('Notifications');
  });

  it('stops counting at 99', async () => {
    for (let count = 0; count < 101; count += 1)
      fake.notifications.tell(count, { kind: 'order', title: 'A' });
    await startApp(fake);
    await waitFor(async () => expect(await bell()).toHaveAccessibleName('Notifications 99+ unread'));
  });
});

describe('the inbox', () => {
  beforeEach(() => {
    // At noon, so that an hour ago is today.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date().setHours(12) });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells day by day, and marks what is opened', async () => {
    tellThree();
    const { user } = await startApp(fake, { at: '/inbox' });
    const link = await screen.findByRole('link', { name: 'New: 7 days of Walk' });
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(2);
    await user.click(link);
    await waitFor(() => expect(window.location.pathname).toBe('/habits/walk'));
    await waitFor(() => expect(fake.notifications.unread).toBe(2));
    expect(fake.notifications.items[0]?.read).toBe(false);
    await waitFor(async () => expect(await bell()).toHaveAccessibleName('Notifications 2 unread'));
  });

  it('marks one with its button, at once', async () => {
    tellThree();
    const { user } = await startApp(fake, { at: '/inbox' });
    await user.click(await screen.findByRole('button', { name: 'Mark as read: Walk' }));
    expect(screen.queryByRole('button', { name: 'Mark as read: Walk' })).toBeNull();
    await waitFor(() => expect(fake.notifications.items[0]?.read).toBe(true));
  });

  it('marks all that are shown, and none that came meanwhile', async () => {
    tellThree();
    const { user } = await startApp(fake, { at: '/inbox' });
    const button = await screen.findByRole('button', { name: 'Mark all as read' });
    fake.interfere = ({ method }) => {
      if (method === 'PUT') fake.notifications.tell(-1, { kind: 'reminder', title: 'Read' });
      return undefined;
    };
    await user.click(button);
    expect(await screen.findByRole('link', { name: 'New: Read' })).toBeVisible();
    await waitFor(() => expect(fake.notifications.unread).toBe(1));
    expect(fake.notifications.items[0]).toMatchObject({ title: 'Read', read: false });
  });

  it('puts back what could not be marked, and says so', async () => {
    tellThree();
    const { user } = await startApp(fake, { at: '/inbox' });
    const button = await screen.findByRole('button', { name: 'Mark all as read' });
    refuse('PUT');
    await user.click(button);
    expect(await screen.findByText('This account may not do that.')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'New: Walk' })).toBeVisible();
  });

  it('goes on with older ones', async () => {
    for (let count = 0; count < 35; count += 1) fake.notifications.tell(count, { kind: 'order', title: 'A' });
    const { user } = await startApp(fake, { at: '/inbox' });
    const shown = () => screen.getAllByRole('button', { name: 'Mark as read: A' });
    await user.click(await screen.findByRole('button', { name: 'Show older ones' }));
    await waitFor(() => expect(shown()).toHaveLength(35));
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
  });

  it('is friendly when there is nothing', async () => {
    await startApp(fake, { at: '/inbox' });
    expect(await screen.findByRole('heading', { name: 'All quiet' })).toBeVisible();
    const main = within(screen.getByRole('main'));
    expect(main.getByRole('link', { name: 'Go to your habits' })).toHaveAttribute('href', '/habits');
  });
});

describe('a notification', () => {
  const about = (kind: string, ref: Record<string, unknown>) =>
    placeOf({ id: '1', kind: kind as 'order', at: '', read: false, title: '', text: '', ref });

  it.each([
    ['reminder', { of: 'habit', id: 'h' }, '/habits/h'],
    ['reminder', { of: 'task', id: 't' }, '/tasks'],
    ['milestone', { habit_id: 'h' }, '/habits/h'],
    ['order', { order_id: 'o' }, '/rewards/orders'],
    ['digest', { week: '2026-11-16' }, '/insights?period=week'],
    ['something newer', {}, '/today'],
  ])('%s %o leads to %s', (kind, ref, place) => {
    expect(about(kind, ref)).toBe(place);
  });

  it('stands under its own day, by the reader’s clock', () => {
    const now = new Date(2026, 10, 21, 0, 30);
    const at = (...parts: [number, number, number, number]) => ({
      ...{ id: '1', kind: 'order' as const, read: false, title: '', text: '', ref: {} },
      at: new Date(...parts).toISOString(),
    });
    const items = [at(2026, 10, 21, 0), at(2026, 10, 20, 23), at(2026, 10, 20, 1), at(2026, 10, 19, 23)];
    const groups = byDay(items, now);
    expect(groups.map(({ items: of }) => of.length)).toEqual([1, 2, 1]);
    expect(groups.slice(0, 2).map(({ day }) => day)).toEqual(['Today', 'Yesterday']);
    expect(groups[2]?.day).toMatch(/19/);
  });
});
