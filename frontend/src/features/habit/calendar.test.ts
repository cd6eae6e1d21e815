import { describe, expect, it } from 'vitest';
import type { Checkin } from '@/lib/api/types';
import { FakeStore } from '@/testing/fakeStore';
import { dayAfterKey, levelOf, monthsOf, weeksBetween } from './calendar';
import { pathOf } from './ScoreChart';

const START = '2026-10-26';
const END = '2026-11-20';

describe('the calendar', () => {
  it('has a column for each week, the one that is still open too', () => {
    expect(weeksBetween(START, END)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']);
  });

  it('names each month once, over its columns', () => {
    expect(monthsOf(weeksBetween(START, END))).toEqual([
      { month: '2026-10-26', columns: 1 },
      { month: '2026-11-02', columns: 3 },
    ]);
  });

  it.each([
    ['ArrowUp', '2026-11-09', '2026-11-08'],
    ['ArrowRight', '2026-11-09', '2026-11-16'],
    ['ArrowRight', '2026-11-16', END],
    ['ArrowLeft', '2026-10-27', START],
    ['Home', '2026-11-09', START],
    ['End', '2026-11-09', END],
    ['Enter', '2026-11-09', null],
  ])('%s on %s leads to %s', (key, from, to) => {
    expect(dayAfterKey(key, from, START, END)).toBe(to);
  });

  it('colours by how much of the target was reached', () => {
    const store = new FakeStore(END);
    const habit = store.add({ id: 'h', name: 'Water', kind: 'numeric', target: 10 });
    const limit = { ...habit, target_type: 'at_most' as const };
    const entry = (value: number): Checkin => ({
      date: END,
      status: 'done',
      value,
      note: null,
      edited_at: null,
    });
    expect([0, 1, 4, 7, 10, 30].map((value) => levelOf(habit, entry(value)))).toEqual([0, 1, 2, 3, 4, 4]);
    expect([0, 10, 15, 30].map((value) => levelOf(limit, entry(value)))).toEqual([4, 4, 2, 1]);
    expect(levelOf(habit, { ...entry(10), status: 'skip' })).toBe(0);
  });
});

describe('the line of the score', () => {
  it('runs over the whole width, upwards with the score', () => {
    expect(
      pathOf([
        { date: START, score: 0 },
        { date: END, score: 1 },
      ]),
    ).toBe('M0.0 140.0L600.0 0.0');
  });

  it('is level while there is one day only', () => {
    expect(pathOf([{ date: END, score: 0.5 }])).toBe('M0.0 70.0L600.0 70.0');
  });
});
