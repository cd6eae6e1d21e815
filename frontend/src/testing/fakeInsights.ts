import type { Habit, Overview, Period, ScoreChange, ScoreReason } from '@/lib/api/types';
import { isProbablyDue, meetsTarget } from '@/lib/habits/rules';
import { addDays, daysBetween, daysUpTo, startOfWeek, type Day } from '@/lib/time/days';
import type { FakeStore } from './fakeStore';
import { problem, type Context, type Reply } from './reply';

const monthEnd = (day: Day): Day => {
  const next = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1));
  return addDays(next.toISOString().slice(0, 10), -1);
};

function periodOf(period: Period, date: Day, weekStart: number): [Day, Day] {
  if (period === 'week') {
    const start = startOfWeek(date, weekStart);
    return [start, addDays(start, 6)];
  }
  if (period === 'month') return [`${date.slice(0, 7)}-01`, monthEnd(date)];
  return [`${date.slice(0, 4)}-01-01`, `${date.slice(0, 4)}-12-31`];
}

/** Overview, why a score changed, and the log of edits. */
export class FakeInsights {
  constructor(private readonly store: FakeStore) {}

  overview({ url }: Context): Reply {
    const period = (url.searchParams.get('period') ?? 'week') as Period;
    const date = url.searchParams.get('date') ?? this.store.today;
    const weekStart = Number(url.searchParams.get('week_start') ?? 1);
    return { body: this.over(periodOf(period, date, weekStart), period) };
  }

  private over([start, end]: [Day, Day], period: Period): Overview {
    const { today } = this.store;
    const last = end < today ? end : today;
    const days = daysUpTo(last, Math.max(0, daysBetween(start, last) + 1));
    const habits = this.store.list(false);
    const met = (habit: Habit, day: Day) =>
      meetsTarget(habit, this.store.checkins.get(habit.id)?.get(day) ?? null);
    const counted = days.map((date) => {
      const due = habits.filter((habit) => isProbablyDue(habit, date));
      return { date, done: due.filter((habit) => met(habit, date)).length, due: due.length };
    });
    const sum = (part: 'done' | 'due') => counted.reduce((total, day) => total + day[part], 0);
    return {
      period,
      start,
      end,
      today,
      days: counted,
      habits: habits.map((habit) => this.ofHabit(habit, days, start, last)),
      totals: {
        done: sum('done'),
        due: sum('due'),
        perfect_days: counted.filter((day) => day.due > 0 && day.done === day.due).length,
      },
    };
  }

  private ofHabit(habit: Habit, days: Day[], start: Day, last: Day): Overview['habits'][number] {
    const { id, name, colour, icon, kind, unit } = habit;
    const marks = this.store.checkins.get(id);
    const due = days.filter((day) => isProbablyDue(habit, day));
    const { streak, streak_unit, score } = this.store.summary(habit, last);
    const amount = days.reduce((sum, day) => sum + (marks?.get(day)?.value ?? 0), 0);
    return {
      ...{ id, name, colour, icon, kind, unit, streak, streak_unit },
      done: due.filter((day) => meetsTarget(habit, marks?.get(day) ?? null)).length,
      due: due.length,
      skipped: days.filter((day) => marks?.get(day)?.status === 'skip').length,
      amount: kind === 'numeric' ? amount : null,
      score_start: this.store.summary(habit, addDays(start, -1)).score,
      score_end: score,
    };
  }

  scoreChange({ url }: Context, habit: Habit): Reply {
    const from = url.searchParams.get('from') ?? '';
    const to = url.searchParams.get('to') ?? '';
    const length = daysBetween(from, to);
    if (!(length >= 0 && length <= 366)) return problem(422, 'invalid', 'Not a stretch of days.');
    return { body: this.changeBetween(habit, from, to) };
  }

  private changeBetween(habit: Habit, from: Day, to: Day): ScoreChange {
    const score = (day: Day) => this.store.summary(habit, day).score;
    const days = daysUpTo(to, daysBetween(from, to)).map((date): ScoreChange['days'][number] => {
      const mark = this.store.checkins.get(habit.id)?.get(date);
      const reason: ScoreReason = !isProbablyDue(habit, date)
        ? 'not_due'
        : mark?.status === 'skip'
          ? 'skip'
          : meetsTarget(habit, mark ?? null)
            ? 'done'
            : mark?.status === 'done'
              ? 'partial'
              : 'not_done';
      const change = score(date) - score(addDays(date, -1));
      return {
        date,
        status: mark?.status ?? null,
        value: mark?.value ?? null,
        reason,
        score: score(date),
        change,
      };
    });
    const reasons = [...new Set(days.map(({ reason }) => reason))].map((reason) => {
      const these = days.filter((day) => day.reason === reason);
      return { reason, days: these.length, change: these.reduce((sum, { change }) => sum + change, 0) };
    });
    return {
      from: { date: from, score: score(from) },
      to: { date: to, score: score(to) },
      change: score(to) - score(from),
      reasons,
      days,
    };
  }

  edits(_context: Context, habit: Habit): Reply {
    const items = [...(this.store.checkins.get(habit.id)?.values() ?? [])]
      .sort((one, other) => other.date.localeCompare(one.date))
      .slice(0, 20)
      .map(({ date, status, value }, index) => ({
        id: `edit-${date}`,
        at: `${date}T18:0${index % 10}:00Z`,
        device: index % 3 === 0 ? null : 'Firefox on Android',
        source: index % 5 === 4 ? 'import' : 'app',
        kind: 'checkin',
        date,
        from: { status: null, value: null },
        to: { status, value },
      }));
    return { body: { items, next_cursor: null } };
  }
}
