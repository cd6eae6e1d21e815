import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

describe('a new habit', () => {
  it('is made with everything that was chosen, and is on Today', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/habits/new' });
    await user.type(await screen.findByLabelText('Name'), 'Water');
    await user.click(screen.getByRole('radio', { name: 'A number' }));
    await user.type(screen.getByLabelText('Target'), '8');
    await user.type(screen.getByLabelText(/Unit/), 'glasses');
    await user.selectOptions(screen.getByLabelText('How often?'), 'On certain weekdays');
    await user.click(screen.getByRole('checkbox', { name: 'Friday' }));
    await user.click(screen.getByRole('radio', { name: 'Purple' }));
    await user.click(screen.getByRole('radio', { name: '💧' }));
    await user.click(screen.getByRole('button', { name: 'Create habit' }));
    expect(await screen.findByText(/“Water” is ready/)).toBeVisible();
    expect(fake.store.list(false)[0]).toMatchObject({
      name: 'Water',
      kind: 'numeric',
      target: 8,
      unit: 'glasses',
      schedule: { type: 'weekdays', days: [1, 2, 3, 4] },
      colour: 'purple',
      icon: '💧',
    });
    expect(window.location.pathname).toBe('/today');
  });

  it('whose answer was lost is there at once, and is made once', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/habits/new' });
    await user.type(await screen.findByLabelText('Name'), 'Walk');
    let lost = 1;
    fake.interfere = (request) => {
      if (request.method !== 'POST' || !request.url.endsWith('/habits') || lost-- <= 0) return undefined;
      const body = request.clone().json() as Promise<{ id: string; name: string }>;
      void body.then((habit) => fake.store.add(habit)); // it arrived; only the answer did not
      throw new TypeError('fetch failed');
    };
    await user.click(screen.getByRole('button', { name: 'Create habit' }));
    await screen.findByText(/“Walk” is ready/);
    const creates = () => fake.calls.filter((call) => call === 'POST /v1/habits').length;
    await waitFor(() => expect(creates()).toBe(2), { timeout: 4000 });
    expect(fake.store.list(false)).toHaveLength(1);
    expect(await screen.findByRole('button', { name: 'Done: Walk' })).toBeVisible();
  });

  it('without a name points at the name', async () => {
    const { user } = await startApp(newFakeApi(), { at: '/habits/new' });
    await user.click(await screen.findByRole('button', { name: 'Create habit' }));
    const name = screen.getByRole('textbox', { name: 'Name', description: 'Please fill this in.' });
    await waitFor(() => expect(name).toHaveFocus());
  });
});

describe('a habit', () => {
  const fakeWithWalk = () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -30) });
    return fake;
  };

  it('that was changed elsewhere keeps that change beside the one made here', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: '/habits/walk/edit' });
    const name = await screen.findByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'Long walk');
    fake.store.change('walk', { colour: 'red' });
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() =>
      expect(fake.store.habits.get('walk')).toMatchObject({ name: 'Long walk', colour: 'red' }),
    );
  });

  it('is archived, and brought back', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: '/habits' });
    await user.click(await screen.findByRole('button', { name: 'Actions for Walk' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Archive' }));
    await waitFor(() => expect(fake.store.habits.get('walk')?.archived).toBe(true));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.habits.get('walk')?.archived).toBe(false));
  });

  it('is deleted at once, and undo brings it back', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: '/habits' });
    await user.click(await screen.findByRole('button', { name: 'Actions for Walk' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(await screen.findByText('“Walk” deleted')).toBeVisible();
    await waitFor(() => expect(fake.store.habits.has('walk')).toBe(false));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.habits.has('walk')).toBe(true));
  });

  it('is duplicated with all that it has, under a name of its own', async () => {
    const fake = fakeWithWalk();
    fake.store.change('walk', { group: 'Health', schedule: { type: 'every', days: 3 } });
    const { user } = await startApp(fake, { at: '/habits' });
    await user.click(await screen.findByRole('button', { name: 'Actions for Walk' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
    expect(await screen.findByRole('link', { name: 'Walk (copy)' })).toBeVisible();
    await waitFor(() =>
      expect(fake.store.list(false)[1]).toMatchObject({
        group: 'Health',
        schedule: { type: 'every', days: 3 },
      }),
    );
  });

  it('moves by the arrow keys on its handle, which says where it went', async () => {
    const fake = fakeWithWalk();
    fake.store.add({ id: 'read', name: 'Read' });
    const { user } = await startApp(fake, { at: '/habits' });
    const handle = await screen.findByRole('button', { name: /^Move Read:/ });
    handle.focus();
    await user.keyboard('{ArrowUp}');
    await waitFor(() => expect(fake.store.order).toEqual(['read', 'walk']));
    expect(screen.getByText('Read is now number 1 of 2')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: /^Move Read:/ })).toHaveFocus());
  });

  it('is found by its group', async () => {
    const fake = fakeWithWalk();
    fake.store.add({ id: 'read', name: 'Read', group: 'Evening' });
    const { user } = await startApp(fake, { at: '/habits' });
    expect(await screen.findByRole('heading', { name: 'Evening' })).toBeVisible();
    await user.type(screen.getByRole('searchbox'), 'even');
    expect(screen.queryByRole('link', { name: 'Walk' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Read' })).toBeVisible();
  });

  it('has a calendar that the arrow keys walk through and Enter opens', async () => {
    const fake = fakeWithWalk();
    const lastWeek = addDays(TODAY, -7);
    fake.store.mark('walk', lastWeek, { status: 'skip' });
    const { user } = await startApp(fake, { at: '/habits/walk' });
    const grid = within(await screen.findByRole('grid'));
    const cells = grid.getAllByRole('button');
    expect(cells.filter((cell) => cell.tabIndex === 0)).toHaveLength(1);
    cells.find((cell) => cell.tabIndex === 0)?.focus();
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toHaveAccessibleName(/: skipped$/);
    await user.keyboard('{Enter}');
    const sheet = within(await screen.findByRole('dialog', { name: 'Walk' }));
    await user.click(sheet.getByRole('radio', { name: 'Done' }));
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(lastWeek)?.status).toBe('done'));
    expect(grid.getByRole('button', { name: /: done$/ })).toBeVisible();
  });

  it.each(['Score over time', 'Calendar', 'Best streaks', 'By weekday', 'Why the score changed'])(
    'has a table behind “%s”',
    async (name) => {
      const fake = fakeWithWalk();
      [-1, 0].forEach((back) => fake.store.mark('walk', addDays(TODAY, back), { status: 'done' }));
      const { user } = await startApp(fake, { at: '/habits/walk' });
      const chart = within(await screen.findByRole('region', { name }));
      await user.click(await chart.findByRole('button', { name: `${name}: table` }));
      const [, ...rows] = within(chart.getByRole('table')).getAllByRole('row');
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  it('shows what was written on its days', async () => {
    const fake = fakeWithWalk();
    fake.store.mark('walk', TODAY, { status: 'done', note: 'by the river' });
    await startApp(fake, { at: '/habits/walk' });
    const notes = within(await screen.findByRole('region', { name: 'Day notes' }));
    expect(notes.getByText('by the river')).toBeVisible();
  });
});
