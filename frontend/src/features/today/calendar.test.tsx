import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';
import { addMonths, lastOfMonth, weeksOf } from './month';

function fakeWithWalk() {
  const fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -400) });
  return fake;
}

async function openCalendar(fake = fakeWithWalk(), at = '/today') {
  const { user } = await startApp(fake, { at });
  await screen.findByRole('button', { name: 'Done: Walk' });
  await user.click(screen.getByRole('button', { name: 'Calendar' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Calendar' }));
  await sheet.findByRole('grid');
  return { user, sheet, fake };
}

const opened = () => window.location.pathname;

describe('months', () => {
  it('turn over the year, and know their last day', () => {
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-01');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-01');
    expect(lastOfMonth('2028-02-10')).toBe('2028-02-29');
  });

  it.each([
    [1, '2026-10-26'],
    [6, '2026-10-31'],
    [7, '2026-11-01'],
  ])('are laid in weeks that begin on weekday %s', (weekStart, first) => {
    const weeks = weeksOf('2026-11-21', weekStart);
    expect(weeks[0]?.[0]).toBe(first);
    expect(weeks.flat()).toContain('2026-11-30');
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });
});

describe('the calendar on Today', () => {
  it('opens the day that is chosen by keyboard, across months', async () => {
    const { user, sheet } = await openCalendar();
    await waitFor(() => expect(sheet.getByRole('button', { current: 'date' })).toHaveFocus());
    await user.keyboard('{PageUp}{PageUp}{ArrowLeft}');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(opened()).toBe(`/today/${addDays(TODAY, -57)}`));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leads to no day that is still to come', async () => {
    const { user, sheet } = await openCalendar();
    await waitFor(() => expect(sheet.getByRole('button', { current: 'date' })).toHaveFocus());
    await user.keyboard('{ArrowRight}{ArrowDown}{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(opened()).toBe('/today');
  });

  it('says how much was done on a day', async () => {
    const fake = fakeWithWalk();
    fake.store.mark('walk', TODAY, { status: 'done' });
    const { sheet } = await openCalendar(fake);
    expect(await sheet.findByRole('button', { name: /: 1 of 1 done$/, current: 'date' })).toBeVisible();
  });

  it('begins its weeks with the person’s day', async () => {
    const fake = fakeWithWalk();
    fake.account.profile = { ...fake.account.profile, week_start: 7 };
    const { sheet } = await openCalendar(fake);
    await waitFor(() => expect(sheet.getAllByRole('columnheader')[0]).toHaveTextContent('Sunday'));
  });

  it('takes a date that is typed, and says when there is none', async () => {
    const { user, sheet } = await openCalendar();
    const field = sheet.getByLabelText('Choose a day');
    await user.clear(field);
    await user.type(field, addDays(TODAY, 1));
    await user.click(sheet.getByRole('button', { name: 'Go' }));
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.type(field, '2019-05-06{Enter}');
    await waitFor(() => expect(opened()).toBe('/today/2019-05-06'));
  });
});

describe('a stretch of days in a habit’s calendar', () => {
  it('is selected with Shift and the arrow keys, and filled in', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: '/habits/walk' });
    const grid = await screen.findByRole('grid');
    within(grid).getByRole('button', { current: 'date' }).focus();
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}');
    expect(screen.getByText(/^3 days selected/)).toBeInTheDocument();
    await user.keyboard('{Enter}');
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByLabelText('From')).toHaveValue(addDays(TODAY, -2));
    await user.click(sheet.getByRole('button', { name: 'Fill in 3 days' }));
    const days = () => [...(fake.store.checkins.get('walk')?.keys() ?? [])].sort();
    await waitFor(() => expect(days()).toEqual([addDays(TODAY, -2), addDays(TODAY, -1), TODAY]));
  });

  it('is let go with Escape: Enter opens the one day then', async () => {
    const { user } = await startApp(fakeWithWalk(), { at: '/habits/walk' });
    const grid = await screen.findByRole('grid');
    within(grid).getByRole('button', { current: 'date' }).focus();
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}{Escape}{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Walk' })).toBeVisible();
  });
});
