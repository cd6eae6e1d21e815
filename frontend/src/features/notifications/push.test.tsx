import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { problem } from '@/testing/reply';
import { newFakeApi, startApp } from '@/testing/startApp';

/** A browser that can push: what it has subscribed to, and whether the person lets it. */
class FakePush {
  key: string | null = null;
  leave: NotificationPermission = 'default';
  answer: NotificationPermission = 'granted';

  install() {
    const subscription = {
      toJSON: () => ({ endpoint: 'https://push/1', keys: { p256dh: 'point', auth: 'secret' } }),
      unsubscribe: () => Promise.resolve(this.end()),
    };
    const pushManager = {
      getSubscription: () => Promise.resolve(this.key === null ? null : subscription),
      subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => {
        this.key = applicationServerKey;
        return Promise.resolve(subscription);
      },
    };
    const serviceWorker = { getRegistration: () => Promise.resolve({ pushManager }) };
    Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: serviceWorker });
    vi.stubGlobal('PushManager', {});
    const permission = () => this.leave;
    vi.stubGlobal('Notification', {
      get permission() {
        return permission();
      },
      requestPermission: () => Promise.resolve((this.leave = this.answer)),
    });
  }

  end(): boolean {
    this.key = null;
    return true;
  }
}

let fake: FakeApi;
let push: FakePush;
const reminder = () => fake.notifications.preferences.channels.reminder;
const open = async () => {
  const { user } = await startApp(fake, { at: '/settings/notifications' });
  return { user, card: within(await screen.findByRole('region', { name: 'On this device' })) };
};

beforeEach(() => {
  fake = newFakeApi();
  push = new FakePush();
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

it('shows reminders here once the browser may', async () => {
  push.install();
  const { user, card } = await open();
  await user.click(card.getByRole('button', { name: 'Show notifications here' }));
  expect(await card.findByRole('button', { name: 'Show none here' })).toBeVisible();
  expect(push.key).toBe('BKey');
  expect([...fake.notifications.devices.values()]).toEqual([
    { endpoint: 'https://push/1', p256dh: 'point', auth: 'secret' },
  ]);
  await waitFor(() => expect(reminder().push).toBe(true));
  await user.click(card.getByRole('checkbox', { name: 'Rewards' }));
  await waitFor(() => expect(fake.notifications.preferences.channels.order.push).toBe(true));
});

it('leaves what was chosen before as it is', async () => {
  push.install();
  fake.notifications.preferences.channels.order.push = true;
  const { user, card } = await open();
  await user.click(card.getByRole('button', { name: 'Show notifications here' }));
  expect(await card.findByRole('checkbox', { name: 'Rewards' })).toBeChecked();
  expect(reminder().push).toBe(false);
});

it('ends here and at the server', async () => {
  push.install();
  push.key = 'BKey';
  push.leave = 'granted';
  const { user, card } = await open();
  await user.click(await card.findByRole('button', { name: 'Show none here' }));
  expect(await card.findByRole('button', { name: 'Show notifications here' })).toBeVisible();
  expect(push.key).toBeNull();
  expect(fake.notifications.devices.size).toBe(0);
});

it('says what to do when the browser may not', async () => {
  push.install();
  push.answer = 'denied';
  const { user, card } = await open();
  await user.click(card.getByRole('button', { name: 'Show notifications here' }));
  expect(await card.findByText(/does not let Daybook show notifications/)).toBeVisible();
  expect(fake.notifications.devices.size).toBe(0);
});

it('subscribes to nothing that the server does not know', async () => {
  push.install();
  fake.interfere = ({ method, url }) =>
    method === 'PUT' && url.includes('/devices/')
      ? Response.json(problem(409, 'too-many-devices', 'Too many.').body, { status: 409 })
      : undefined;
  const { user, card } = await open();
  await user.click(card.getByRole('button', { name: 'Show notifications here' }));
  expect(await card.findByRole('alert')).toBeVisible();
  expect(push.key).toBeNull();
});

it('is for nobody any more once the person signs out', async () => {
  push.install();
  push.key = 'BKey';
  const { logOut } = await import('@/lib/session/store');
  await open();
  await logOut();
  await waitFor(() => expect(push.key).toBeNull());
});

it('says so where the browser cannot', async () => {
  const { card } = await open();
  expect(card.getByText(/add Daybook to the home screen first/)).toBeVisible();
  expect(card.queryByRole('button')).toBeNull();
});
