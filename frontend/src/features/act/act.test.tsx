import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';
import { momentOf } from './words';

let fake: FakeApi;
const open = async (token: string, signedIn = false) => {
  const app = await startApp(fake, { at: `/act${token && `#${token}`}`, signedIn });
  await screen.findByRole('heading', { level: 1, name: /^(?!One moment)/ });
  return app;
};
const used = () => fake.links.used;

beforeEach(() => {
  fake = newFakeApi();
});

describe('a link of a mail', () => {
  it.each([false, true])(
    'does nothing before the button, and says what it did; signed in: %s',
    async (signedIn) => {
      fake.links.add('abc');
      const { user, container } = await open('abc', signedIn);
      expect(screen.getByRole('heading', { name: 'Walk: done?' })).toBeVisible();
      expect(used()).toEqual([]);
      const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
      expect(violations.map(({ id }) => id)).toEqual([]);
      await user.click(screen.getByRole('button', { name: 'Done' }));
      expect(await screen.findByRole('heading', { name: 'Walk is done' })).toBeVisible();
      expect(used()).toEqual([{ token: 'abc' }]);
      expect(screen.getByRole('link', { name: 'Open Daybook' })).toHaveAttribute('href', '/today');
    },
  );

  it('keeps its token out of addresses that are sent', async () => {
    fake.links.add('abc');
    await open('abc');
    expect(fake.calls).toContain('POST /v1/links/read');
    expect(fake.calls.join()).not.toContain('abc');
  });

  it('asks how long to snooze, and says when it comes again', async () => {
    fake.links.add('later', { purpose: 'snooze' });
    const { user } = await open('later');
    await user.click(screen.getByRole('radio', { name: 'In 15 minutes' }));
    await user.click(screen.getByRole('button', { name: 'Remind me later' }));
    expect(await screen.findByRole('heading', { name: /^See you at/ })).toBeVisible();
    expect(used()).toEqual([{ token: 'later', minutes: 15 }]);
  });

  it('says whose mails stop', async () => {
    fake.links.add('off', { purpose: 'unsubscribe', topic: 'digest', name: null, date: null });
    const { user } = await open('off');
    expect(screen.getByText(/Mails about your week stop/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Stop these mails' }));
    expect(await screen.findByText(/are switched off/)).toBeVisible();
  });

  it('that was followed before says so, without a button', async () => {
    fake.links.add('abc', { state: 'done' });
    await open('abc');
    expect(screen.getByRole('heading', { name: 'Walk is done' })).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    ['', 404, '', /not complete, or not from Daybook/],
    ['cut', 404, 'not-found', /not complete, or not from Daybook/],
    ['old', 404, 'link-expired', /good for a while only/],
    ['gone', 404, 'link-outdated', /has been deleted/],
  ])('“%s” (%i %s) says what is wrong', async (token, status, code, text) => {
    if (code) {
      fake.links.add(token);
      fake.links.problems.set(token, [status, code]);
    }
    await open(token);
    expect(screen.getByText(text)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Open Daybook' })).toBeVisible();
  });

  it('leads to the app where a link is not enough', async () => {
    fake.links.add('water', { name: 'Water' });
    fake.links.problems.set('water', [409, 'amount-needed']);
    const { user } = await open('water');
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText(/wants an amount/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open Daybook' })).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be tried again when the network was gone', async () => {
    fake.links.add('abc');
    fake.interfere = () => Promise.reject(new TypeError('offline'));
    const { user } = await open('abc');
    fake.interfere = () => undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await user.click(await screen.findByRole('button', { name: 'Done' }));
    await waitFor(() => expect(used()).toHaveLength(1));
  });

  it('opened in the same tab takes the other’s place', async () => {
    fake.links.add('one');
    fake.links.add('two', { name: 'Read' });
    await open('one');
    window.location.hash = 'two';
    expect(await screen.findByRole('heading', { name: 'Read: done?' })).toBeVisible();
  });
});

it('a moment names its day unless that is today', () => {
  const now = new Date(2026, 10, 21, 20, 0);
  expect(momentOf(new Date(2026, 10, 21, 21, 5).toISOString(), now)).toMatch(/^(21|9):05( PM)?$/);
  expect(momentOf(new Date(2026, 10, 22, 8, 5).toISOString(), now)).toMatch(/Sunday.*8:05/);
});
