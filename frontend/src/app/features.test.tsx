import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeWith(...names: string[]) {
  const fake = newFakeApi();
  names.forEach((name) => fake.store.add({ id: name.toLowerCase(), name, start_date: addDays(TODAY, -30) }));
  return fake;
}

const statusOf = (fake: ReturnType<typeof fakeWith>, id: string, day = TODAY) =>
  fake.store.checkins.get(id)?.get(day)?.status;

describe('keys', () => {
  it('check in by number, and z takes it back', async () => {
    const fake = fakeWith('Walk', 'Read');
    const { user } = await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Read' });
    await user.keyboard('2');
    await waitFor(() => expect(statusOf(fake, 'read')).toBe('done'));
    await user.keyboard('z');
    await waitFor(() => expect(statusOf(fake, 'read')).toBeUndefined());
  });

  it('count the rows in the order that is shown, and stay when a row sinks', async () => {
    const fake = fakeWith('Walk', 'Read');
    fake.store.change('walk', { group: 'Evening' }); // groups come after what has none
    const { user } = await startApp(fake);
    await screen.findByRole('heading', { name: 'Evening' });
    await user.keyboard('1');
    await waitFor(() => expect(statusOf(fake, 'read')).toBe('done'));
    expect(statusOf(fake, 'walk')).toBeUndefined();
    await user.keyboard('2'); // Read has sunk below it
    await waitFor(() => expect(statusOf(fake, 'walk')).toBe('done'));
    await user.keyboard('1');
    await waitFor(() => expect(statusOf(fake, 'read')).toBeUndefined());
    expect(statusOf(fake, 'walk')).toBe('done');
  });

  it('stay letters where one types', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake, { at: '/habits' });
    await user.type(await screen.findByRole('searchbox'), 'n1?t');
    expect(window.location.pathname).toBe('/habits');
    expect(screen.getByRole('searchbox')).toHaveValue('n1?t');
  });

  it('open the palette, which goes to what was typed', async () => {
    const { user } = await startApp(fakeWith('Walk'));
    await screen.findByRole('button', { name: 'Done: Walk' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), 'open wal');
    expect(screen.getAllByRole('option')[0]).toHaveTextContent('Open Walk');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(window.location.pathname).toBe('/habits/walk'));
  });
});

describe('filling in days', () => {
  it('marks a stretch with one request, and one undo puts back what was there', async () => {
    const fake = fakeWith('Walk');
    fake.store.mark('walk', addDays(TODAY, -1), { status: 'skip' });
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Fill in several days' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.click(sheet.getByRole('button', { name: 'Fill in 7 days' }));
    await waitFor(() => expect(statusOf(fake, 'walk', addDays(TODAY, -6))).toBe('done'));
    expect(fake.calls.filter((call) => call === 'PUT /v1/habits/walk/checkins')).toHaveLength(1);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(statusOf(fake, 'walk', addDays(TODAY, -1))).toBe('skip'));
    expect(statusOf(fake, 'walk')).toBeUndefined();
  });
});

describe('a holiday', () => {
  it('is added, shows on Today, and is taken away again', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake, { at: '/vacations' });
    await user.click(await screen.findByRole('button', { name: 'Add a holiday' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(fake.store.vacations).toMatchObject([{ end_date: null, habit_ids: null }]));
    await user.click(screen.getByRole('link', { name: 'Today' }));
    expect(await screen.findByRole('heading', { name: 'On holiday' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.vacations).toEqual([]));
  });
});

describe('the first habit', () => {
  it('is two taps away', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('checkbox', { name: 'Drink water' }));
    await user.click(screen.getByRole('button', { name: 'Begin with 1 habit' }));
    expect(await screen.findByRole('button', { name: /Enter value: Drink water/ })).toBeVisible();
    await waitFor(() =>
      expect(fake.store.list(false)[0]).toMatchObject({ kind: 'numeric', target: 8, unit: 'glasses' }),
    );
  });
});

describe('pages for everyone', () => {
  it.each([
    '/today',
    '/habits',
    '/habits/new',
    '/vacations',
    '/welcome',
    '/settings',
    '/outbox',
    '/import',
    '/export',
    '/inbox',
    '/rewards',
    '/rewards/orders',
    '/settings/notifications',
  ])('%s has no fault that axe finds', async (at) => {
    const { container } = await startApp(fakeWith('Walk', 'Read'), { at });
    await screen.findByRole('heading', { level: 1 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});
