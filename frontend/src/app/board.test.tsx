import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeWith, taskId, titled } from '@/testing/someTasks';
import { startApp } from '@/testing/startApp';

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
    const { user } = await startApp(fake, { at: `/tasks/${taskId(0)}` });
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
    const { user } = await startApp(fake, { at: `/tasks/${taskId(0)}` });
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
    const { user } = await startApp(fake, { at: `/tasks/${taskId(0)}` });
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
    const { user } = await startApp(fake, { at: `/tasks/${taskId(0)}` });
    await user.click(await screen.findByRole('button', { name: 'Delete task' }));
    await waitFor(() => expect(titled(fake, 'Talk')).toBeUndefined());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'Talk' })).toBeVisible();
    await waitFor(() => expect(titled(fake, 'Talk')).toBeDefined());
  });
});
