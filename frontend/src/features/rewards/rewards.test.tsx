import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { explain, nameOf } from './words';
import { ApiError } from '@/lib/api/errors';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

let fake: FakeApi;
const open = async (at = '/rewards') => (await startApp(fake, { at })).user;
const sent = (call: string) => fake.calls.filter((known) => known === call).length;
const dialog = async (name: string) => within(await screen.findByRole('dialog', { name }));

beforeEach(() => {
  fake = newFakeApi();
  fake.rewards.saved = 250;
});

describe('points', () => {
  it('are shown before the database is awake, and the shop when it is', async () => {
    fake.rewards.asleep = 2;
    await open();
    await waitFor(() => expect(screen.getByTestId('points')).toHaveTextContent('250'));
    expect(await screen.findByText('Waking up the shop…')).toBeVisible();
    expect(screen.queryByText('Streak freeze')).toBeNull();
    expect(await screen.findByRole('heading', { name: 'Streak freeze' })).toBeVisible();
    await waitFor(() => expect(screen.queryByText('Waking up the shop…')).toBeNull());
  });

  it('say how far a price still is, and offer what can be had', async () => {
    await open();
    expect(await screen.findByRole('button', { name: 'Get Streak freeze for 100 points' })).toBeEnabled();
    expect(screen.getAllByText('50 points to go')).toHaveLength(3);
    expect(screen.queryByRole('button', { name: /Forest/ })).toBeNull();
  });
});

describe('an order', () => {
  it('is asked about, placed once, and told of until it is there', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: /^Get Streak freeze/ }));
    const sheet = await dialog('Streak freeze');
    await user.click(sheet.getByRole('button', { name: 'More' }));
    expect(sheet.getByText('200 points')).toBeVisible();
    expect(sheet.getByRole('button', { name: 'More' })).toBeDisabled();
    expect(sent('POST /v1/orders')).toBe(0);
    await user.click(sheet.getByRole('button', { name: 'Order' }));
    expect(await screen.findByText('Ordered: Streak freeze')).toBeVisible();
    await waitFor(() => expect(screen.getByTestId('points')).toHaveTextContent('50'));
    await user.click(screen.getByRole('link', { name: 'Orders' }));
    expect(await screen.findByRole('heading', { name: '2 × Streak freeze' })).toBeVisible();
    expect(await screen.findByText('On its way')).toBeVisible();
    expect(await screen.findByText('Yours', {}, { timeout: 8_000 })).toBeVisible();
    expect(fake.rewards.freezes).toBe(2);
  });

  it('waits for a sleeping database, and is one order all the same', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: /^Get Streak freeze/ }));
    fake.rewards.asleep = 1;
    await user.click((await dialog('Streak freeze')).getByRole('button', { name: 'Order' }));
    expect(await screen.findByText(/goes through in a moment/)).toBeVisible();
    expect(await screen.findByText('Ordered: Streak freeze')).toBeVisible();
    expect(sent('POST /v1/orders')).toBe(2);
    expect(fake.rewards.orders).toHaveLength(1);
  });

  it('is the same one when it is sent again after the answer was lost', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: /^Get Streak freeze/ }));
    const sheet = await dialog('Streak freeze');
    let lost = false;
    fake.interfere = async (request) => {
      if (request.method !== 'POST' || lost) return undefined;
      lost = true;
      fake.interfere = () => undefined;
      await fake.handle(request.clone());
      throw new TypeError('the network went away');
    };
    await user.click(sheet.getByRole('button', { name: 'Order' }));
    expect(await screen.findByText('Ordered: Streak freeze')).toBeVisible();
    expect(fake.rewards.orders).toHaveLength(1);
  });

  it('that is refused says why, and nothing is gone', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: /^Get Streak freeze/ }));
    const sheet = await dialog('Streak freeze');
    fake.rewards.saved = 20; // spent on another device meanwhile
    await user.click(sheet.getByRole('button', { name: 'Order' }));
    expect(await sheet.findByRole('alert')).toHaveTextContent('not have enough points');
    expect(fake.rewards.orders).toEqual([]);
  });

  it('is not placed at another price than was shown, and shows the new one', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: /^Get Streak freeze/ }));
    const sheet = await dialog('Streak freeze');
    await user.click(sheet.getByRole('button', { name: 'More' }));
    fake.rewards.prices = { 'streak-freeze': 130 };
    await user.click(sheet.getByRole('button', { name: 'Order' }));
    expect(await sheet.findByRole('alert')).toHaveTextContent('The price has changed');
    expect(fake.rewards.orders).toEqual([]);
    expect(await sheet.findByText('130 points')).toBeVisible(); // one: two are too dear now
    await user.click(sheet.getByRole('button', { name: 'Order' }));
    expect(await screen.findByText('Ordered: Streak freeze')).toBeVisible();
    expect(fake.rewards.orders).toMatchObject([{ total: 130 }]);
  });

  it('can be given back, after a question', async () => {
    fake.rewards.freezes = 1;
    const lines = [
      { item_id: 'streak-freeze', kind: 'freeze' as const, name: 'Streak freeze', price: 100, quantity: 1 },
    ];
    const at = '2026-11-01T10:00:00Z';
    fake.rewards.orders = [
      { id: 'order-1', state: 'fulfilled', lines, total: 100, created_at: at, updated_at: at },
    ];
    const user = await open('/rewards/orders');
    await user.click(await screen.findByRole('button', { name: 'Give back: Streak freeze' }));
    const question = within(await screen.findByRole('alertdialog'));
    await user.click(question.getByRole('button', { name: 'Give back' }));
    expect(await screen.findByText('You have 100 points back')).toBeVisible();
    expect(await screen.findByText('Given back')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Give back/ })).toBeNull();
  });

  it('history begins with a kind word', async () => {
    await open('/rewards/orders');
    expect(await screen.findByRole('heading', { name: 'Nothing ordered yet' })).toBeVisible();
  });
});

describe('a reward of one’s own', () => {
  it('is added, changed, got and deleted', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: 'Add a reward' }));
    const sheet = await dialog('Add a reward');
    await user.type(sheet.getByLabelText('What is it?'), 'Film night');
    await user.type(sheet.getByLabelText('Price in points'), '2.5');
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    expect(sheet.getByLabelText('Price in points')).toHaveAccessibleDescription(/whole number/);
    await user.clear(sheet.getByLabelText('Price in points'));
    await user.type(sheet.getByLabelText('Price in points'), '200');
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('button', { name: 'Edit Film night' }));
    const change = await dialog('Change reward');
    await user.type(change.getByLabelText(/^Note/), 'With popcorn');
    await user.click(change.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('With popcorn')).toBeVisible();
    expect(fake.rewards.own).toMatchObject([{ name: 'Film night', price: 200, version: 2 }]);
    await user.click(screen.getByRole('button', { name: 'Edit Film night' }));
    const again = await dialog('Change reward');
    await user.click(again.getByRole('button', { name: 'Delete reward' }));
    expect(fake.rewards.own).toHaveLength(1);
    await user.click(again.getByRole('button', { name: 'Delete reward' }));
    await waitFor(() => expect(fake.rewards.own).toEqual([]));
    expect(await screen.findByText(/Promise yourself something/)).toBeVisible();
  });
});

describe('a theme', () => {
  const worn = () => document.documentElement.dataset['palette'];

  it('that one has can be worn, and taken off', async () => {
    fake.rewards.themes = ['theme-ocean'];
    const user = await open();
    await user.click(await screen.findByRole('button', { name: 'Use Ocean' }));
    expect(worn()).toBe('ocean');
    await user.click(screen.getByRole('button', { name: /^Ocean is in use/ }));
    expect(worn()).toBeUndefined();
  });

  it('that one has no more is taken off', async () => {
    localStorage.setItem('daybook:palette', 'forest');
    document.documentElement.dataset['palette'] = 'forest';
    await open();
    await waitFor(() => expect(worn()).toBeUndefined());
  });
});

describe('words', () => {
  it('are the reader’s for everybody’s things, and the person’s for their own', () => {
    expect(nameOf({ id: 'theme-forest', name: 'x' })).toBe('Forest');
    expect(nameOf({ id: '01J', name: 'Film night' })).toBe('Film night');
  });

  it.each([
    ['order-pending', 503, /on its way/],
    ['already-used', 409, /used already/],
    ['order-fulfilled', 409, /give it back instead/],
    ['order-refunded', 409, /gone on meanwhile/],
    ['', 412, /another device/],
    ['something-new', 409, /The server says so/],
  ])('%s %i', (code, status, text) => {
    const body = { type: `urn:daybook:problem:${code}`, status, detail: 'The server says so.' };
    expect(explain(new ApiError(new Response(null, { status }), body))).toMatch(text);
  });
});
