import { describe, expect, it } from 'vitest';
import type { Schedule } from '@/lib/api/types';
import { FakeStore } from '@/testing/fakeStore';
import { changedFields, checkDraft, draftHabit, newHabitDraft, readDraft } from './habitDraft';
import { inGroups, search } from './groups';
import { inOrder, movedTo, withGroupOrder } from './order';
import { draftSchedule, readSchedule } from './scheduleDraft';

const schedules: Schedule[] = [
  { type: 'daily' },
  { type: 'weekdays', days: [2, 4] },
  { type: 'times', times: 2, period: 'week' },
  { type: 'times', times: 10, period: 'month' },
  { type: 'times_in_days', times: 2, days: 5 },
  { type: 'every', days: 3 },
];

const glasses = new FakeStore('2026-11-20').add({
  id: 'h',
  name: 'Water',
  kind: 'numeric',
  unit: 'glasses',
  target: 8,
  schedule: { period: 'week', times: 3, type: 'times' },
});

describe('the form of a habit', () => {
  it.each(schedules)('gives back the schedule it was opened with: %j', (schedule) => {
    expect(readSchedule(draftSchedule(schedule))).toEqual(schedule);
  });

  it('changes nothing when nothing was changed', () => {
    expect(changedFields(glasses, readDraft(draftHabit(glasses)))).toEqual({});
  });

  it('sends only what was changed', () => {
    const draft = { ...draftHabit(glasses), name: ' Tea ', target: '4,5' };
    expect(changedFields(glasses, readDraft(draft))).toEqual({ name: 'Tea', target: 4.5 });
  });

  it('forgets the numbers of a habit that became yes or no', () => {
    const draft = {
      ...newHabitDraft('2026-11-20'),
      name: 'Walk',
      target: '8',
      unit: 'km',
      target_type: 'at_most' as const,
    };
    expect(readDraft(draft)).toMatchObject({ target: null, unit: null, target_type: 'at_least' });
  });

  it.each([
    ['no name', { name: '  ' }, '/name'],
    ['a target that is no number', { kind: 'numeric', target: 'many' }, '/target'],
    ['nothing to reach', { kind: 'numeric', target: '0' }, '/target'],
    ['no weekday', { schedule: { kind: 'weekdays', weekdays: [], times: '1', span: '1' } }, '/schedule'],
  ] as const)('points at %s', (_name, change, pointer) => {
    const draft = { ...newHabitDraft('2026-11-20'), name: 'Walk', ...structuredClone(change) };
    expect(Object.keys(checkDraft(draft as unknown as ReturnType<typeof newHabitDraft>))).toEqual([pointer]);
  });

  it('takes a limit of none: no cigarettes', () => {
    const draft = {
      ...newHabitDraft('2026-11-20'),
      name: 'x',
      kind: 'numeric',
      target: '0',
      target_type: 'at_most',
    } as const;
    expect(checkDraft(draft)).toEqual({});
  });
});

describe('the order of habits', () => {
  const store = new FakeStore('2026-11-20');
  const habits = ['a', 'b', 'c'].map((id) => store.add({ id, name: id }));

  it('is that of Today, with what Today does not show at the end', () => {
    expect(inOrder(habits, ['c', 'a']).map((habit) => habit.id)).toEqual(['c', 'a', 'b']);
  });

  it('moves one by one', () => {
    expect(movedTo(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(movedTo(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });
});

describe('groups', () => {
  const store = new FakeStore('2026-11-20');
  const add = (id: string, group: string | null) => store.add({ id, name: id.toUpperCase(), group });
  const [a, b, c, d] = [add('a', 'Health'), add('b', null), add('c', 'Work'), add('d', 'Health')];

  it('stand where their first habit stands, those without one first', () => {
    expect(inGroups([a, b, c, d]).map(({ name, habits }) => [name, habits.map(({ id }) => id)])).toEqual([
      [null, ['b']],
      ['Health', ['a', 'd']],
      ['Work', ['c']],
    ]);
  });

  it('change the order of their own members only', () => {
    expect(withGroupOrder([a, b, c, d], [d, a]).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
  });

  it('are found by their name as well as the habit', () => {
    expect(search([a, b, c, d], 'heal').map(({ id }) => id)).toEqual(['a', 'd']);
    expect(search([a, b, c, d], 'héalth d').map(({ id }) => id)).toEqual(['d']);
  });
});
