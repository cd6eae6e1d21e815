import { describe, expect, it } from 'vitest';
import { levelOf } from './days';
import { addressOf, dayAfter, dayBefore, spanOf, wantedOf } from './period';

describe('a period', () => {
  it.each([
    ['week', '2026-03-01', 1, '2026-02-23', '2026-03-01'],
    ['week', '2026-03-01', 7, '2026-03-01', '2026-03-07'],
    ['month', '2028-02-10', 1, '2028-02-01', '2028-02-29'],
    ['month', '2026-12-31', 1, '2026-12-01', '2026-12-31'],
    ['year', '2026-06-01', 1, '2026-01-01', '2026-12-31'],
  ] as const)('%s of %s, weeks from %d, goes from %s to %s', (period, day, weekStart, start, end) => {
    expect(spanOf(period, day, weekStart)).toEqual({ period, start, end });
  });

  it('has neighbours without a gap', () => {
    const march = spanOf('month', '2026-03-15', 1);
    expect(spanOf('month', dayBefore(march), 1).end).toBe('2026-02-28');
    expect(spanOf('month', dayAfter(march), 1).start).toBe('2026-04-01');
  });
});

describe('the address', () => {
  it('says what to show, and this week when it says nothing, nonsense or the future', () => {
    const today = '2026-03-04';
    expect(wantedOf('period=year&date=2024-05-06', today)).toEqual({ period: 'year', day: '2024-05-06' });
    expect(wantedOf('', today)).toEqual({ period: 'week', day: today });
    expect(wantedOf('period=day&date=2026-02-31', today)).toEqual({ period: 'week', day: today });
    expect(wantedOf('period=month&date=2027-01-01', today)).toEqual({ period: 'month', day: today });
    expect(addressOf('month', today, today)).toBe('/insights?period=month');
  });
});

it('is full only when all was done, and empty only when nothing was', () => {
  expect([null, 0, 0.01, 0.34, 0.7, 0.999, 1].map(levelOf)).toEqual([0, 0, 1, 2, 3, 3, 4]);
});
