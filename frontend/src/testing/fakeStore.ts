import type { Checkin, Habit, Stats, Summary, Today, TodayHabit, Vacation } from '@/lib/api/types';
import { isProbablyDue, meetsTarget } from '@/lib/habits/rules';
import { addDays, daysBetween, daysUpTo, weekdayOf, type Day } from '@/lib/time/days';

/** Habits and check-ins of the fake API. Its score is only plausible; the real one is computed by the server. */
export class FakeStore {
  readonly habits = new Map<string, Habit>();
  readonly checkins = new Map<string, Map<Day, Checkin>>();
  /** Deleted ones, for the way back. */
  readonly bin = new Map<string, Habit>();
  vacations: Vacation[] = [];
  order: string[] = [];

  constructor(readonly today: Day) {}

  add(input: Partial<Habit> & { id: string; name: string }): Habit {
    const now = new Date().toISOString();
    const habit: Habit = {
      question: null,
      description: null,
      kind: 'yes_no',
      unit: null,
      target: null,
      target_type: 'at_least',
      schedule: { type: 'daily' },
      colour: 'blue',
      icon: null,
      group: null,
      reminders: [],
      start_date: this.today,
      end_date: null,
      archived: false,
      version: 1,
      created_at: now,
      updated_at: now,
      ...input,
    };
    this.habits.set(habit.id, habit);
    this.checkins.set(habit.id, this.checkins.get(habit.id) ?? new Map<Day, Checkin>());
    if (!this.order.includes(habit.id)) this.order.push(habit.id);
    return habit;
  }

  change(id: string, change: Partial<Habit>): Habit | undefined {
    const known = this.habits.get(id);
    if (!known) return undefined;
    const saved = { ...known, ...change, version: known.version + 1 };
    this.habits.set(id, saved);
    return saved;
  }

  mark(id: string, date: Day, entry: Partial<Checkin>): Checkin {
    const checkin: Checkin = {
      status: null,
      value: null,
      note: null,
      edited_at: new Date().toISOString(),
      ...entry,
      date,
    };
    const days = this.checkins.get(id);
    if (checkin.status) days?.set(date, checkin);
    else days?.delete(date);
    return checkin;
  }

  private met(habit: Habit, day: Day): boolean {
    return meetsTarget(habit, this.checkins.get(habit.id)?.get(day) ?? null);
  }

  private score(habit: Habit, day: Day): number {
    return daysUpTo(day, 90).reduce((score, date) => {
      if (!isProbablyDue(habit, date)) return score;
      return score * 0.948 + (this.met(habit, date) ? 0.052 : 0);
    }, 0);
  }

  summary(habit: Habit, day: Day): Summary {
    let streak = this.met(habit, day) ? 1 : 0;
    for (
      let back = addDays(day, -1);
      this.met(habit, back) || !isProbablyDue(habit, back);
      back = addDays(back, -1)
    ) {
      if (back < addDays(day, -400)) break;
      if (isProbablyDue(habit, back)) streak += 1;
    }
    return {
      streak,
      streak_unit: 'days',
      best_streak: streak,
      score: this.score(habit, day),
      fulfilled: this.met(habit, day),
    };
  }

  private row(habit: Habit, date: Day): TodayHabit {
    const days = this.checkins.get(habit.id);
    return {
      habit,
      due: isProbablyDue(habit, date),
      checkin: days?.get(date) ?? null,
      week: daysUpTo(date, 7).map((day) => ({
        date: day,
        status: days?.get(day)?.status ?? null,
        value: days?.get(day)?.value ?? null,
        due: isProbablyDue(habit, day),
      })),
      summary: this.summary(habit, date),
    };
  }

  list(archived: boolean): Habit[] {
    return [...this.habits.values()].filter((habit) => habit.archived === archived);
  }

  day(date: Day): Today {
    const habits = this.order
      .map((id) => this.habits.get(id))
      .filter((habit): habit is Habit => habit !== undefined && !habit.archived)
      .map((habit) => this.row(habit, date));
    const due = habits.filter((row) => row.due);
    return {
      date,
      today: this.today,
      progress: { done: due.filter((row) => row.summary.fulfilled).length, due: due.length },
      habits,
    };
  }

  range(id: string, from: Day, to: Day): Checkin[] {
    return [...(this.checkins.get(id)?.values() ?? [])].filter(({ date }) => date >= from && date <= to);
  }

  stats(habit: Habit): Stats {
    const entries = [...(this.checkins.get(habit.id)?.values() ?? [])].sort((a, b) =>
      a.date.localeCompare(b.date),
    );
    const first = entries[0]?.date ?? this.today;
    const days = daysUpTo(this.today, daysBetween(first, this.today) + 1);
    const count = (status: Checkin['status']) => entries.filter((entry) => entry.status === status).length;
    return {
      as_of: this.today,
      score: this.score(habit, this.today),
      scores: entries.length === 0 ? [] : days.map((date) => ({ date, score: this.score(habit, date) })),
      current_streak: this.summary(habit, this.today).streak,
      streak_unit: 'days',
      best_streaks: this.streaks(habit, days),
      totals: { done: count('done'), skipped: count('skip'), missed: count('missed') },
      weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
        const these = days.filter((day) => weekdayOf(day) === weekday && isProbablyDue(habit, day));
        return { weekday, done: these.filter((day) => this.met(habit, day)).length, due: these.length };
      }),
    };
  }

  private streaks(habit: Habit, days: Day[]): Stats['best_streaks'] {
    const streaks: Stats['best_streaks'] = [];
    for (const day of days) {
      if (!this.met(habit, day)) continue;
      const last = streaks.at(-1);
      if (last?.end === addDays(day, -1))
        streaks[streaks.length - 1] = { ...last, end: day, length: last.length + 1 };
      else streaks.push({ start: day, end: day, length: 1 });
    }
    return streaks.sort((one, other) => other.length - one.length).slice(0, 10);
  }
}
