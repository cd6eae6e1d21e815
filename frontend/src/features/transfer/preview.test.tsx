import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PreviewHabit } from '@/lib/api/types';
import { addDays } from '@/lib/time/days';
import { atPreview, bodyOf } from '@/testing/importSteps';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

describe('the preview', () => {
  const walk: PreviewHabit = {
    ...{ key: 'walk', name: 'Walk', kind: 'yes_no', schedule: { type: 'daily' } },
    ...{ days: 40, first: '2026-01-02', last: '2026-03-01', action: 'create' },
    ...{ existing_id: null, same_name_id: 'mine', new_days: 40, conflicts: 0 },
  };

  function fakeWithTwo() {
    const fake = newFakeApi();
    fake.store.add({ id: 'mine', name: 'Walk', start_date: addDays(TODAY, -30) });
    fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', target: 8 });
    fake.transfer.preview.habits = [
      walk,
      { ...walk, key: 'read', name: 'Read', same_name_id: null, action: 'merge', new_days: 5, conflicts: 3 },
      { ...walk, key: 'old', name: 'Old', same_name_id: null, action: 'unchanged', new_days: 0 },
    ];
    return fake;
  }

  it('takes what was chosen: left out, into another habit, on conflict the file’s', async () => {
    const fake = fakeWithTwo();
    fake.transfer.preview.habits.push({ ...walk, key: 'sing', name: 'Sing', same_name_id: null });
    const { user } = await atPreview(fake);
    const committed = bodyOf(fake, 'POST', /commit$/);
    await user.click(screen.getByRole('checkbox', { name: 'Sing' }));
    const target = await screen.findByRole('combobox', { name: 'Where “Walk” goes' });
    expect(within(target).queryByRole('option', { name: /Water/ })).toBeNull(); // counts something else
    await user.selectOptions(target, 'mine');
    await user.click(screen.getByRole('radio', { name: 'Take the file’s' }));
    await user.click(screen.getByRole('button', { name: 'Import 2 habits' }));
    await waitFor(() =>
      expect(committed()).toEqual({ on_conflict: 'replace', skip: ['sing'], into: { walk: 'mine' } }),
    );
  });

  it('takes the tasks of the file along, or leaves them out', async () => {
    const fake = fakeWithTwo();
    fake.transfer.preview.totals = { ...fake.transfer.preview.totals, tasks: 5, new_tasks: 3 };
    const { user } = await atPreview(fake);
    const committed = bodyOf(fake, 'POST', /commit$/);
    await user.click(screen.getByRole('checkbox', { name: 'Take the 3 new tasks along' }));
    await user.click(screen.getByRole('button', { name: 'Import 2 habits' }));
    await waitFor(() =>
      expect(committed()).toEqual({ on_conflict: 'keep', skip: [], into: {}, tasks: false }),
    );
  });

  it('of a file with nothing but tasks says so, and how many came', async () => {
    const fake = newFakeApi();
    fake.transfer.preview.habits = [];
    fake.transfer.preview.totals = { ...fake.transfer.preview.totals, habits: 0, tasks: 2, new_tasks: 2 };
    const { user } = await atPreview(fake);
    expect(screen.queryByRole('heading', { name: 'Habits in the file' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Import 2 tasks' }));
    expect(await screen.findByText('2 new tasks')).toBeVisible();
  });

  it('keeps what is there, unless told otherwise', async () => {
    const fake = fakeWithTwo();
    const { user } = await atPreview(fake);
    const committed = bodyOf(fake, 'POST', /commit$/);
    expect(screen.queryByRole('checkbox', { name: 'Old' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Import 2 habits' }));
    await waitFor(() => expect(committed()).toEqual({ on_conflict: 'keep', skip: [], into: {} }));
  });

  it('shows some of many problems, all when asked, and says how many the server left off', async () => {
    const fake = fakeWithTwo();
    fake.transfer.preview.problems = Array.from({ length: 20 }, (_, line) => ({
      where: `line ${line}`,
      reason: 'is wrong',
    }));
    fake.transfer.preview.problem_count = 300;
    const { user } = await atPreview(fake);
    expect(screen.getByRole('heading', { name: '300 entries that can’t be right' })).toBeVisible();
    expect(screen.queryByText('line 19')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show 12 more' }));
    expect(screen.getByText('line 19')).toBeVisible();
    expect(screen.getByText('and 280 more')).toBeVisible();
  });

  it('tells a German reader in German what the server says in English', async () => {
    const fake = newFakeApi();
    fake.account.profile.language = 'de';
    const dropped = [{ what: 'stars', count: 2, why: 'Daybook has an order instead' }];
    fake.transfer.imports.set('one', {
      ...{
        id: 'one',
        status: 'ready',
        source: 'beaver',
        file_name: 'a.json',
        created_at: '2026-01-01T00:00:00Z',
      },
      ...{ progress: null, columns: null, problem: null, result: null },
      preview: { ...fake.transfer.preview, dropped, problems: [{ where: 'line 3', reason: 'Who knows.' }] },
    });
    await startApp(fake, { at: '/import?id=one' });
    expect(await screen.findByText('Sterne')).toBeVisible();
    expect(screen.getByText('Daybook hat dafür eine Reihenfolge')).not.toHaveAttribute('lang');
    expect(screen.getByText('Zeile 3')).toBeVisible();
    expect(screen.getByText('Who knows.')).toHaveAttribute('lang', 'en');
  });

  it('says so when all is here already', async () => {
    const fake = fakeWithTwo();
    fake.transfer.preview.habits = fake.transfer.preview.habits.slice(2);
    await atPreview(fake);
    expect(screen.getByText(/All these days are here already/)).toBeVisible();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('stays, with the reason, when the commit is refused', async () => {
    const fake = fakeWithTwo();
    const { user } = await atPreview(fake);
    fake.interfere = (request) =>
      request.url.endsWith('/commit')
        ? new Response(
            JSON.stringify({
              ...{ type: 'urn:daybook:problem:invalid', status: 422, detail: 'Some keys are wrong.' },
              errors: [{ pointer: '/skip/0', detail: 'is not in the preview' }],
            }),
            { status: 422 },
          )
        : undefined;
    await user.click(screen.getByRole('button', { name: 'Import 2 habits' }));
    expect(await screen.findByText(/Some keys are wrong. \/skip\/0: is not in the preview/)).toBeVisible();
    expect(screen.getByRole('checkbox', { name: 'Read' })).toBeVisible();
  });

  it('renews what was known: the habits of the file are there at once', async () => {
    const fake = newFakeApi();
    const { user } = await atPreview(fake);
    fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -3) });
    await user.click(screen.getByRole('button', { name: 'Import 1 habit' }));
    expect(await screen.findByRole('link', { name: 'Walk' })).toHaveAttribute('href', '/habits/walk');
    await user.click(screen.getByRole('link', { name: 'Go to Today' }));
    expect(await screen.findByRole('button', { name: 'Done: Walk' })).toBeVisible();
  });
});
