import { screen } from '@testing-library/react';
import { onlineManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Note } from '@/lib/api/types';
import { newFakeApi, startApp } from '@/testing/startApp';

function fakeWith(...notes: Partial<Note>[]) {
  const fake = newFakeApi();
  notes.forEach((note, number) => fake.notes.add({ id: `01J000000000000000000000N${number}`, ...note }));
  return fake;
}

const shown = (...titles: string[]) => titles.filter((name) => screen.queryByRole('link', { name }) !== null);

afterEach(() => {
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

it('shows how a note begins without the marks of Markdown', async () => {
  await startApp(fakeWith({ title: 'N', body: 'I would *like to* try **this**: 2*3, a * b' }), {
    at: '/notes',
  });
  expect(await screen.findByText('I would like to try this: 2*3, a b')).toBeVisible();
});

describe('words that are written in several ways', () => {
  it('takes tags that differ in capitals for one', async () => {
    const fake = fakeWith({ title: 'A', tags: ['Home'] }, { title: 'B', tags: ['home'] }, { title: 'C' });
    await startApp(fake, { at: '/notes?tag=HOME' });
    await screen.findByRole('link', { name: 'B' });
    expect(shown('A', 'B', 'C')).toEqual(['A', 'B']);
    expect(screen.getAllByRole('button', { name: /^home$/i })).toHaveLength(1);
  });

  it('knows ß and ss for the same on the device too', async () => {
    const fake = fakeWith({ title: 'Lange Straße' }, { title: 'Roof' });
    const { user } = await startApp(fake, { at: '/notes' });
    await screen.findByRole('link', { name: 'Roof' });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    onlineManager.setOnline(false);
    await user.type(screen.getByRole('searchbox'), 'STRASSE');
    expect(shown('Lange Straße', 'Roof')).toEqual(['Lange Straße']);
  });
});
