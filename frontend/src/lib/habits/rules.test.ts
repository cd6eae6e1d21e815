import { describe, expect, it } from 'vitest';
import type { Checkin, Habit, TodayHabit } from '@/lib/api/types';
import { FakeStore } from '@/testing/fakeStore';
import { groupOf, meetsTarget, moveDay, progressOf, withCheckin } from './rules';

const FRIDAY = '2026-11-20';
const SATURDAY = '2026-11-21';

function rowOf(input: Partial<Habit>, entry: Partial<Checkin> | null = null): TodayHabit {
  const store = new FakeStore(FRIDAY);
  store.add({ id: 'h', name: 'Walk', start_date: '2026-01-01', ...input });
  if (entry) store.mark('h', FRIDAY, entry);
  const row = store.day(FRIDAY).habits[0];
  if (!row) throw new Error('the store shows its habit');
  return row;
}

const glasses = { kind: 'numeric', target: 8 } as const;
const cups = { kind: 'numeric', target: 2, target_type: 'at_most' } as const;

describe('a target', () => {
  it.each([
    ['at least, reached', glasses, 8, true],
    ['at least, not reached', glasses, 7.9, false],
    ['at most, kept', cups, 2, true],
    ['at most, passed', cups, 3, false],
  ])('%s', (_name, habit, value, met) => {
    expect(meetsTarget(rowOf(habit).habit, { status: 'done', value })).toBe(met);
  });

  it('is not met by a skip', () => {
    expect(meetsTarget(rowOf({}).habit, { status: 'skip', value: null })).toBe(false);
  });
});

describe('a row stands', () => {
  it.each([
    ['first while it is due', {}, null, 'open'],
    ['among the done ones when it is done', {}, { status: 'done' }, 'settled'],
    ['among the done ones when it is skipped', {}, { status: 'skip' }, 'settled'],
    ['first while the target is not reached', glasses, { status: 'done', value: 3 }, 'open'],
    [
      'among the done ones once a limit has its value, kept or not',
      cups,
      { status: 'done', value: 5 },
      'settled',
    ],
    ['apart when it is not due', { schedule: { type: 'weekdays', days: [1] } }, null, 'resting'],
  ] as const)('%s', (_name, habit, entry, group) => {
    expect(groupOf(rowOf(habit as Partial<Habit>, entry))).toBe(group);
  });
});

describe('a check-in that is not yet confirmed', () => {
  const done = (date: string): Checkin => ({
    date,
    status: 'done',
    value: null,
    note: null,
    edited_at: null,
  });

  it('shows on its day, in the strip and in the streak', () => {
    const row = withCheckin(rowOf({}), FRIDAY, done(FRIDAY));
    expect(row.checkin?.status).toBe('done');
    expect(row.week.at(-1)?.status).toBe('done');
    expect(row.summary).toMatchObject({ streak: 1, fulfilled: true });
  });

  it('of an earlier day shows in the strip only', () => {
    const row = withCheckin(rowOf({}), FRIDAY, done('2026-11-18'));
    expect(row.checkin).toBeNull();
    expect(row.week.map((day) => day.status)).toEqual([null, null, null, null, 'done', null, null]);
  });

  it('taken back leaves everything as before', () => {
    const before = rowOf({});
    const undone = { ...done(FRIDAY), status: null };
    expect(withCheckin(withCheckin(before, FRIDAY, done(FRIDAY)), FRIDAY, undone)).toMatchObject({
      week: before.week,
      summary: before.summary,
    });
  });
});

describe('a new day without the server', () => {
  const store = new FakeStore(FRIDAY);
  store.add({ id: 'a', name: 'Walk', start_date: '2026-01-01' });
  store.add({ id: 'b', name: 'Post', start_date: '2026-01-01', schedule: { type: 'weekdays', days: [5] } });
  store.mark('a', FRIDAY, { status: 'done' });
  const saturday = moveDay(store.day(FRIDAY), SATURDAY);

  it('has the same habits, with nothing done yet and yesterday in the strip', () => {
    expect(saturday.habits.map((row) => row.habit.name)).toEqual(['Walk', 'Post']);
    expect(saturday.habits[0]?.checkin).toBeNull();
    expect(saturday.habits[0]?.week.slice(-2).map((day) => day.status)).toEqual(['done', null]);
  });

  it('knows the weekdays', () => {
    expect(saturday.habits.map((row) => row.due)).toEqual([true, false]);
    expect(progressOf(saturday.habits)).toEqual({ done: 0, due: 1 });
  });
});
