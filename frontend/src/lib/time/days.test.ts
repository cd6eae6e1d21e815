import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, daysUpTo, isDay, logicalToday, startOfWeek, weekdayOf } from './days';

describe('days', () => {
  it('cross months, years and the days when clocks change', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });

  it('count weekdays from Monday to Sunday', () => {
    expect(weekdayOf('2026-11-16')).toBe(1);
    expect(weekdayOf('2026-11-22')).toBe(7);
    expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
  });

  it('list a stretch, oldest first', () => {
    expect(daysUpTo('2026-03-01', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  it.each(['2026-02-30', '2026-2-3', 'today', '', '2026-13-01'])('know that %j is none', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('the day a person is living', () => {
  const at = (text: string) => new Date(text);

  it('is the date of their zone', () => {
    expect(logicalToday(at('2026-11-21T23:30:00Z'), 'Europe/Berlin', 0)).toBe('2026-11-22');
    expect(logicalToday(at('2026-11-21T03:30:00Z'), 'America/New_York', 0)).toBe('2026-11-20');
    expect(logicalToday(at('2026-11-21T10:30:00Z'), 'Pacific/Kiritimati', 0)).toBe('2026-11-22');
  });

  it('begins at the hour they chose', () => {
    expect(logicalToday(at('2026-11-21T02:59:00Z'), 'UTC', 3)).toBe('2026-11-20');
    expect(logicalToday(at('2026-11-21T03:00:00Z'), 'UTC', 3)).toBe('2026-11-21');
  });

  it('begins at that hour of the wall clock also on the night when an hour is left out', () => {
    // 03:30 summer time in Berlin is 01:30 UTC; the hour from 2 to 3 does not exist.
    expect(logicalToday(at('2026-03-29T01:30:00Z'), 'Europe/Berlin', 3)).toBe('2026-03-29');
    expect(logicalToday(at('2026-03-29T00:59:00Z'), 'Europe/Berlin', 3)).toBe('2026-03-28');
  });
});
