import { screen, waitFor, within } from '@testing-library/react';
import { onlineManager } from '@tanstack/react-query';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '@/lib/api/types';
import type { FakeApi } from '@/testing/fakeApi';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

const ID = (number: number) => `01J000000000000000000000T${number}`;

function fakeWith(...tasks: (Partial<Task> & Pick<Task, 'title'>)[]): FakeApi {
  const fake = newFakeApi();
  tasks.forEach((task, number) => fake.tasks.add({ id: ID(number), position: number + 1, ...task }));
  return fake;
}

const titled = (fake: FakeApi, title: string): Task | undefined =>
  [...fake.tasks.tasks.values()].find((task) => task.title === title);

const online = (now: boolean) => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(now);
  window.dispatchEvent(new Event(now ? 'online' : 'offline'));
  onlineManager.setOnline(now);
};
afterEach(() => vi.restoreAllMocks());

const group = (name: RegExp) => screen.findByRole('region', { name });

describe('the list', () => {
  it('has what is overdue, due today, later and at some time, each under its name', async () => {
    const fake = fakeWith(
      { title: 'Some day' },
      { title: 'Next week', due: { date: addDays(TODAY, 7) } },
      { title: 'Late', due: { date: addDays(TODAY, -1) } },
      { title: 'Evening', due: { date: TODAY, time: '18:00' } },
      { title: 'Morning', due: { date: TODAY, time: '08:00' } },
    );
    await startApp(fake, { at: '/tasks' });
    expect(within(await group(/^Overdue/)).getByRole('link')).toHaveTextContent('Late');
    const today = within(screen.getByRole('region', { name: /^Today/ })).getAllByRole('link');
    expect(today.map(({ textContent }) => textContent)).toEqual(['Morning', 'Evening']);
    expect(within(screen.getByRole('region', { name: /^Later/ })).getByRole('link')).toHaveTextContent(
      'Next week',
    );
    expect(within(screen.getByRole('region', { name: /^No date/ })).getByRole('link')).toHaveTextContent(
      'Some day',
    );
  });

  it('takes a new one in one line, due when it is said, and takes it back', async () => {
    const fake = fakeWith();
    const { user } = await startApp(fake, { at: '/tasks' });
    await user.selectOptions(await screen.findByLabelText('When?'), 'Tomorrow');
    await user.type(screen.getByLabelText('Add a task'), 'Buy seeds{Enter}');
    expect(within(await group(/^Later/)).getByRole('link')).toHaveTextContent('Buy seeds');
    await waitFor(() => expect(titled(fake, 'Buy seeds')?.due?.date).toBe(addDays(TODAY, 1)));
    expect(screen.getByLabelText('Add a task')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(titled(fake, 'Buy seeds')).toBeUndefined());
    expect(screen.queryByRole('link', { name: 'Buy seeds' })).toBeNull();
  });

  it('lets go what is ticked off, and gives it back with undo', async () => {
    const fake = fakeWith({ title: 'Call Mia', due: { date: TODAY }, column: 'doing' });
    const { user } = await startApp(fake, { at: '/tasks' });
    await user.click(await screen.findByRole('button', { name: 'Done: Call Mia' }));
    expect(screen.queryByRole('link', { name: 'Call Mia' })).toBeNull();
    await waitFor(() => expect(titled(fake, 'Call Mia')?.column).toBe('done'));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'Call Mia' })).toBeVisible();
    await waitFor(() => expect(titled(fake, 'Call Mia')?.column).toBe('doing'));
  });

  it('shows the next one of a task that repeats', async () => {
    const fake = fakeWith({
      ...{ title: 'Water plants', due: { date: TODAY } },
      repeat: { every: 'day', interval: 3, from: 'due', weekdays: null, until: null },
    });
    const { user } = await startApp(fake, { at: '/tasks' });
    await user.click(await screen.findByRole('button', { name: 'Done: Water plants' }));
    expect(within(await group(/^Later/)).getByRole('link')).toHaveTextContent('Water plants');
    expect(screen.getByText('Every 3 days')).toBeVisible();
  });

  it('is narrowed by words and by a tag', async () => {
    const fake = fakeWith(
      { title: 'Prepare talk', tags: ['work'] },
      { title: 'Write café menu', tags: ['work'] },
      { title: 'Cook' },
    );
    const { user } = await startApp(fake, { at: '/tasks?tag=work' });
    await screen.findByRole('link', { name: 'Prepare talk' });
    expect(screen.queryByRole('link', { name: 'Cook' })).toBeNull();
    await user.type(screen.getByRole('searchbox'), 'cafe');
    expect(screen.getByText('1 open task')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Prepare talk' })).toBeNull();
  });

  it('has what is done, when one asks for it', async () => {
    const fake = fakeWith({ title: 'Old', status: 'done', column: 'done', done_at: '2026-01-02T03:04:05Z' });
    const { user } = await startApp(fake, { at: '/tasks' });
    await screen.findByText('Nothing to do');
    expect(fake.calls.filter((call) => call.includes('/v1/tasks'))).toHaveLength(1);
    await user.click(screen.getByText('Done', { selector: 'summary' }));
    await user.click(await screen.findByRole('button', { name: 'Done: Old' }));
    expect(within(await group(/^No date/)).getByRole('link')).toHaveTextContent('Old');
  });
});

describe('without a network', () => {
  it('a task is made, finished and made again, and all of it is sent in order', async () => {
    const fake = fakeWith({ title: 'Call Mia' });
    const { user } = await startApp(fake, { at: '/tasks' });
    await screen.findByRole('link', { name: 'Call Mia' });
    online(false);
    await user.type(screen.getByLabelText('Add a task'), 'Buy seeds{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Done: Buy seeds' }));
    await user.click(screen.getByRole('button', { name: 'Done: Call Mia' }));
    expect(titled(fake, 'Buy seeds')).toBeUndefined();
    online(true);
    await waitFor(() => expect(titled(fake, 'Buy seeds')?.status).toBe('done'));
    await waitFor(() => expect(titled(fake, 'Call Mia')?.status).toBe('done'));
  });

  it('a new one opens, and a task that was refused is in the list of what could not be saved', async () => {
    const fake = fakeWith();
    const { user } = await startApp(fake, { at: '/tasks' });
    await screen.findByText('Nothing to do');
    online(false);
    await user.type(screen.getByLabelText('Add a task'), 'Buy seeds{Enter}');
    await user.click(await screen.findByRole('link', { name: 'Buy seeds' }));
    expect(await screen.findByText('Files can be added as soon as this is saved.')).toBeVisible();
    fake.interfere = (request) =>
      request.method === 'POST' && request.url.endsWith('/v1/tasks')
        ? Response.json(
            { status: 409, type: 'urn:x:too-many', detail: 'That is one too many.' },
            { status: 409 },
          )
        : undefined;
    online(true);
    expect(await screen.findByText('“Buy seeds” could not be saved.')).toBeVisible();
  });
});

describe('the board', () => {
  const columns = () =>
    ['To do', 'Doing', 'Done'].map((name) =>
      within(screen.getByRole('region', { name: new RegExp(`^${name}`) }))
        .queryAllByRole('link')
        .map(({ textContent }) => textContent),
    );

  it('is worked with the arrow keys, which carry the focus along', async () => {
    const fake = fakeWith({ title: 'One' }, { title: 'Two' }, { title: 'Three' });
    const { user } = await startApp(fake, { at: '/tasks?view=board' });
    const move = await screen.findByRole('button', { name: 'Move “One”' });
    move.focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(columns()).toEqual([['Two', 'One', 'Three'], [], []]));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Move “One”' })).toHaveFocus());
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(columns()).toEqual([['Two', 'Three'], ['One'], []]));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Move “One”' })).toHaveFocus());
    expect(screen.getByText('“One”: Doing, 1 of 1')).toBeInTheDocument();
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(columns()).toEqual([['Two', 'Three'], [], ['One']]));
    await waitFor(() => expect(titled(fake, 'One')).toMatchObject({ column: 'done', status: 'done' }));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(titled(fake, 'One')).toMatchObject({ column: 'doing', status: 'open' }));
  });

  it('is worked with the menu of a card', async () => {
    const fake = fakeWith({ title: 'One' }, { title: 'Two' });
    const { user } = await startApp(fake, { at: '/tasks?view=board' });
    await user.click(await screen.findByRole('button', { name: 'Move “Two”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Up' }));
    await waitFor(() => expect(columns()).toEqual([['Two', 'One'], [], []]));
    await waitFor(() => expect(titled(fake, 'Two')?.position).toBeLessThan(1));
    await user.click(screen.getByRole('button', { name: 'Move “Two”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'To “Doing”' }));
    await waitFor(() => expect(titled(fake, 'Two')?.column).toBe('doing'));
  });
});

describe('one task', () => {
  it('sends what was changed in the form and nothing else, and takes it back', async () => {
    const fake = fakeWith({ title: 'Talk', due: { date: '2026-03-01' }, tags: ['work'], priority: 'low' });
    let sent: Record<string, unknown> = {};
    fake.interfere = async (request) => {
      if (request.method === 'PATCH') sent = (await request.clone().json()) as Record<string, unknown>;
      return undefined;
    };
    const { user } = await startApp(fake, { at: `/tasks/${ID(0)}` });
    await user.click(await screen.findByRole('radio', { name: 'High' }));
    await user.type(screen.getByLabelText(/^At/), '18:30');
    await user.selectOptions(screen.getByLabelText('Repeat'), 'By weeks');
    await user.click(screen.getByRole('checkbox', { name: 'Monday' }));
    await user.click(screen.getByRole('button', { name: 'Add reminder' }));
    await user.type(screen.getByLabelText(/^Tags/), 'stage{Enter}');
    await user.click(screen.getByRole('button', { name: 'Save task' }));
    await waitFor(() => expect(titled(fake, 'Talk')?.priority).toBe('high'));
    expect(Object.keys(sent).sort()).toEqual(
      ['device', 'due', 'edited_at', 'priority', 'reminders', 'repeat', 'sequence', 'tags'].sort(),
    );
    expect(titled(fake, 'Talk')).toMatchObject({
      due: { date: '2026-03-01', time: '18:30' },
      repeat: { every: 'week', interval: 1, weekdays: [1], from: 'due', until: null },
      reminders: [{ days_before: 0, time: '09:00' }],
      tags: ['work', 'stage'],
    });
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(titled(fake, 'Talk')).toMatchObject({ priority: 'low', repeat: null }));
  });

  it('says what is wrong before it asks the server', async () => {
    const fake = fakeWith({ title: 'Talk' });
    const { user } = await startApp(fake, { at: `/tasks/${ID(0)}` });
    await user.clear(await screen.findByLabelText('Task'));
    await user.type(screen.getByLabelText(/^At/), '18:30');
    await user.selectOptions(screen.getByLabelText('Repeat'), 'By days');
    await user.clear(screen.getByLabelText('Every … days'));
    await user.click(screen.getByRole('button', { name: 'Save task' }));
    expect(await screen.findByText('Please fill this in.')).toBeVisible();
    expect(screen.getByText(/a time alone says no day/)).toBeVisible();
    expect(screen.getByText('Enter a number from 1 to 365.')).toBeVisible();
    expect(fake.calls.some((call) => call.startsWith('PATCH'))).toBe(false);
  });

  it('has steps that are ticked one by one', async () => {
    const fake = fakeWith({ title: 'Talk' });
    const { user } = await startApp(fake, { at: `/tasks/${ID(0)}` });
    const steps = within(await screen.findByRole('region', { name: 'Steps' }));
    await user.type(steps.getByLabelText('New step'), 'Outline{Enter}');
    await user.type(steps.getByLabelText('New step'), 'Slides{Enter}');
    await user.click(await steps.findByRole('checkbox', { name: 'Outline' }));
    await waitFor(() =>
      expect(titled(fake, 'Talk')?.subtasks).toMatchObject([
        { title: 'Outline', done: true },
        { title: 'Slides', done: false },
      ]),
    );
    expect(fake.calls.some((call) => /^PUT .*\/subtasks\//.test(call))).toBe(true);
    await user.click(steps.getByRole('button', { name: 'Remove “Outline”' }));
    await waitFor(() => expect(titled(fake, 'Talk')?.subtasks).toHaveLength(1));
  });

  it('that was deleted comes back with undo', async () => {
    const fake = fakeWith({ title: 'Talk' });
    const { user } = await startApp(fake, { at: `/tasks/${ID(0)}` });
    await user.click(await screen.findByRole('button', { name: 'Delete task' }));
    await waitFor(() => expect(titled(fake, 'Talk')).toBeUndefined());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'Talk' })).toBeVisible();
    await waitFor(() => expect(titled(fake, 'Talk')).toBeDefined());
  });
});

it('Today shows what is due, and what was, and ticks it off', async () => {
  const fake = fakeWith(
    { title: 'Late', due: { date: addDays(TODAY, -3) } },
    { title: 'Now', due: { date: TODAY } },
    { title: 'Tomorrow’s', due: { date: addDays(TODAY, 1) } },
    { title: 'Some day' },
  );
  fake.store.add({ id: 'walk', name: 'Walk' });
  const { user } = await startApp(fake);
  const due = within(await screen.findByRole('region', { name: 'Tasks due' }));
  const names = () => due.getAllByRole('listitem').map((item) => within(item).getByRole('link').textContent);
  expect(names()).toEqual(['Late', 'Now']);
  await user.click(due.getByRole('button', { name: 'Done: Late' }));
  expect(names()).toEqual(['Now']);
  await waitFor(() => expect(titled(fake, 'Late')?.status).toBe('done'));
});

it.each(['/tasks', '/tasks?view=board', `/tasks/${ID(0)}`])('%s serves everyone', async (at) => {
  const fake = fakeWith({
    ...{ title: 'Talk', due: { date: TODAY }, tags: ['work'], priority: 'high' },
    reminders: [{ days_before: 1, time: '09:00' }, { at: '2026-03-01T18:30' }],
    repeat: { every: 'week', interval: 1, weekdays: [1], from: 'due', until: null },
    subtasks: [{ id: ID(9), title: 'Outline', done: true }],
  });
  const { container } = await startApp(fake, { at });
  await screen.findAllByText('Talk');
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
