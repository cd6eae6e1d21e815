import { screen, waitFor, within } from '@testing-library/react';
import { onlineManager } from '@tanstack/react-query';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '@/lib/time/days';
import { fakeWith, taskId, titled } from '@/testing/someTasks';
import { startApp, TODAY } from '@/testing/startApp';

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
    const asked: string[] = [];
    fake.interfere = ({ url }) => void asked.push(url);
    const { user } = await startApp(fake, { at: '/tasks' });
    await screen.findByText('Nothing to do');
    expect(asked.filter((url) => url.includes('status=done'))).toEqual([]);
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

it.each(['/tasks', '/tasks?view=board', `/tasks/${taskId(0)}`])('%s serves everyone', async (at) => {
  const fake = fakeWith({
    ...{ title: 'Talk', due: { date: TODAY }, tags: ['work'], priority: 'high' },
    reminders: [{ days_before: 1, time: '09:00' }, { at: '2026-03-01T18:30' }],
    repeat: { every: 'week', interval: 1, weekdays: [1], from: 'due', until: null },
    subtasks: [{ id: taskId(9), title: 'Outline', done: true }],
  });
  const { container } = await startApp(fake, { at });
  await screen.findAllByText('Talk');
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
