import type { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { newQueryClient } from '@/lib/query/client';
import { FakeStore } from '@/testing/fakeStore';
import { guessDay } from './day';
import { keys } from './keys';
import { completed } from './known';

const [TODAY, YESTERDAY, LONG_AGO] = ['2026-11-20', '2026-11-19', '2026-11-10'] as const;
const [EARLIER, LATER, LATEST] = [1_000, 2_000, 3_000] as const;

let client: QueryClient;
let store: FakeStore;
const keepDay = (day: string, updatedAt: number) =>
  client.setQueryData(keys.today(day), store.day(day), { updatedAt });
const keepList = (updatedAt: number) =>
  client.setQueryData(keys.habitList(false), store.list(false), { updatedAt });
const guessed = (day: string) => guessDay(client, day)?.habits.map((row) => row.habit.id);

beforeEach(() => {
  client = newQueryClient();
  store = new FakeStore(TODAY);
  store.add({ id: 'walk', name: 'Walk', start_date: '2026-01-01' });
  keepDay(YESTERDAY, EARLIER);
});

/** Another device makes a habit. */
const makeElsewhere = (start_date = '2026-01-01') => store.add({ id: 'read', name: 'Read', start_date });

describe('a day that was never asked for', () => {
  it.each([
    ['the list of habits', () => keepList(LATER)],
    ['a later answer of a day that lies further away', () => keepDay(TODAY, LATER)],
  ])('has the habit that %s names', (_, keep) => {
    makeElsewhere();
    keep();
    expect(guessed('2026-11-18')).toEqual(['walk', 'read']);
  });

  it('has no habit whose time has not begun', () => {
    makeElsewhere(TODAY);
    keepList(LATER);
    expect(guessed('2026-11-18')).toEqual(['walk']);
  });

  it('has no habit that the latest list names no more', () => {
    makeElsewhere();
    keepDay(TODAY, LATER);
    store.habits.delete('read');
    keepList(LATEST);
    expect(guessed('2026-11-18')).toEqual(['walk']);
  });
});

describe('a day that was asked for earlier', () => {
  it('gets the habit that was made since, with what its calendar tells', () => {
    const before = store.day(YESTERDAY);
    makeElsewhere();
    store.mark('read', YESTERDAY, { status: 'done', note: 'a poem' });
    keepList(LATER);
    client.setQueryData([...keys.checkins('read'), TODAY], store.range('read', LONG_AGO, TODAY));
    const { habits, progress } = completed(client, before, EARLIER);
    expect(habits[1]).toMatchObject({ habit: { id: 'read' }, checkin: { status: 'done', note: 'a poem' } });
    expect(progress).toEqual({ done: 1, due: 2 });
  });

  it('stays as it is when nothing later is known', () => {
    const before = store.day(YESTERDAY);
    makeElsewhere();
    keepList(EARLIER);
    expect(completed(client, before, EARLIER)).toBe(before);
  });
});
