import { describe, expect, it } from 'vitest';
import type { Habit, Status } from '@/lib/api/types';
import { addDays, type Day } from '@/lib/time/days';
import { FakeStore } from '@/testing/fakeStore';
import { brokenOn, missedDays, type Known } from './freezes';

const TODAY = '2026-11-21'; // a Saturday

/** @param marks the days before today, yesterday last: d done, s skipped, m marked as missed, . nothing, f frozen, p paused. */
function known(marks: string, change: Partial<Habit> = {}): Known {
  const at = (index: number): Day => addDays(TODAY, index - marks.length);
  const signs = new Map(Array.from(marks, (sign, index) => [at(index), sign] as const));
  const days = (sign: string) => [...signs].filter(([, known]) => known === sign).map(([day]) => day);
  const statuses: Record<string, Status> = { d: 'done', s: 'skip', m: 'missed' };
  const store = new FakeStore(TODAY);
  const habit = store.add({ id: 'walk', name: 'Walk', start_date: at(0), frozen_days: days('f'), ...change });
  const markOf = (day: Day) => {
    const status = statuses[signs.get(day) ?? ''];
    return status ? { status, value: null } : null;
  };
  return { habit, markOf, isPaused: (day) => signs.get(day) === 'p' };
}

describe('a streak that yesterday broke', () => {
  it.each([
    ['ddd.', 3],
    ['dd.', 2],
    ['d.', 0], // as easily begun anew
    ['dddd', 0], // not broken
    ['dddm', 0], // said to be missed: that stands for itself
    ['ddds', 0],
    ['dddf', 0], // held already
    ['dddp', 0],
    ['ddsd.', 3], // what does not count is passed over
    ['ddfpd.', 3],
    ['dd..', 0], // the day before had broken it
    ['....', 0],
  ])('%s was %i long', (marks, length) => {
    expect(brokenOn(known(marks), addDays(TODAY, -1))).toBe(length);
  });

  it('passes over weekdays on which nothing is due', () => {
    // Wednesdays and Fridays; yesterday was a Friday.
    const weekdays = { schedule: { type: 'weekdays' as const, days: [5, 3] } };
    expect(brokenOn(known('....d.d....d..', weekdays), addDays(TODAY, -1))).toBe(3);
  });

  it('is not counted in days where it is not days that make it', () => {
    const times = { schedule: { type: 'times', times: 3, period: 'week' } } as Partial<Habit>;
    expect(brokenOn(known('dddd.', times), addDays(TODAY, -1))).toBe(0);
  });
});

describe('the days that stand between today and a streak', () => {
  const back = (...days: number[]) => days.map((day) => addDays(TODAY, -day));

  it.each([
    ['dddd.', [1]],
    ['ddd..', [2, 1]], // the second is of no use without the first
    ['dd.d.', [3, 1]],
    ['dddd.m', []], // what was marked cannot be held, and ends the streak anyway
    ['d....', []],
    ['dddd', []],
    ['dd.dddddddd', []], // longer ago than a freeze reaches
    ['dd.dddddd.', [1]],
  ])('%s', (marks, days) => {
    expect(missedDays(known(marks), TODAY)).toEqual(back(...days));
  });
});
