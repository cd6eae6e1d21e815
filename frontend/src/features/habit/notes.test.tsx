import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { newFakeApi, startApp } from '@/testing/startApp';

const HABIT = '01J000000000000000000000HA';

function fakeWithNotes(count: number) {
  const fake = newFakeApi();
  fake.store.add({ id: HABIT, name: 'Walk' });
  for (let number = 1; number <= count; number += 1)
    fake.notes.add({
      id: `01J00000000000000000000${String(number).padStart(3, '0')}`,
      title: `Path ${number}`,
      habit_ids: [HABIT],
      updated_at: `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`,
    });
  fake.notes.add({ id: '01J00000000000000000000999', title: 'Of nothing' });
  return fake;
}

const card = async () => within(await screen.findByRole('region', { name: 'Notes and bookmarks' }));
const names = async () => (await card()).getAllByRole('link').map((link) => link.textContent);

describe('the notes of a habit', () => {
  it('are on its page, the latest first, and lead to the whole text', async () => {
    const { user } = await startApp(fakeWithNotes(2), { at: `/habits/${HABIT}` });
    await user.click(await (await card()).findByRole('link', { name: 'Path 2' }));
    expect(location.pathname).toBe('/notes/01J00000000000000000000002');
  });

  it('are only those that are about it, and not all at once', async () => {
    const { user } = await startApp(fakeWithNotes(7), { at: `/habits/${HABIT}` });
    await (await card()).findByRole('link', { name: 'Path 7' });
    expect(await names()).toEqual(['Path 7', 'Path 6', 'Path 5', 'Path 4', 'Path 3', 'Write a note']);
    await user.click((await card()).getByRole('button', { name: 'Show all 7' }));
    expect(await names()).toHaveLength(8);
  });

  it('are written from there', async () => {
    const fake = fakeWithNotes(0);
    const { user } = await startApp(fake, { at: `/habits/${HABIT}` });
    await user.click(await (await card()).findByRole('link', { name: 'Write a note' }));
    await user.type(await screen.findByLabelText(/^Title/), 'A new path');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect([...fake.notes.notes.values()].find(({ title }) => title === 'A new path')).toMatchObject({
        habit_ids: [HABIT],
      }),
    );
  });
});
