import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeOnHoliday() {
  const fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -30) });
  fake.store.vacations = [
    { id: 'v1', start_date: TODAY, end_date: addDays(TODAY, 3), habit_ids: null, note: 'Norway' },
  ];
  return fake;
}

describe('a holiday', () => {
  it('that was deleted comes back with undo', async () => {
    const fake = fakeOnHoliday();
    const { user } = await startApp(fake, { at: '/vacations' });
    await user.click(await screen.findByRole('button', { name: /^Delete/ }));
    await waitFor(() => expect(fake.store.vacations).toEqual([]));
    expect(await screen.findByText('No holidays yet')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.vacations).toMatchObject([{ note: 'Norway', start_date: TODAY }]));
  });

  it('that was changed is again as it was with undo', async () => {
    const fake = fakeOnHoliday();
    const { user } = await startApp(fake, { at: '/vacations' });
    await user.click(await screen.findByRole('button', { name: /^Edit/ }));
    const note = await screen.findByLabelText(/Note/);
    await user.clear(note);
    await user.type(note, 'Sweden');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(fake.store.vacations[0]?.note).toBe('Sweden'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.vacations[0]?.note).toBe('Norway'));
  });

  it('without a first day, or that ends before it, is not saved', async () => {
    const fake = fakeOnHoliday();
    const { user } = await startApp(fake, { at: '/vacations' });
    await user.click(await screen.findByRole('button', { name: /^Edit/ }));
    const end = await screen.findByLabelText(/Last day/);
    await user.clear(end);
    await user.type(end, addDays(TODAY, -1));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The last day comes before the first.')).toBeVisible();
    expect(fake.store.vacations[0]?.end_date).toBe(addDays(TODAY, 3));
  });
});
