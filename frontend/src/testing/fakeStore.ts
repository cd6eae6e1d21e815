import type { Checkin, Entries, Habit, Stats, Summary, Today, TodayHabit, Vacation } from '@/lib/api/types';
import { isProbablyDue, meetsTarget } from '@/lib/habits/rules';
import { addDays, daysUpTo, type Day } from '@/lib/time/days';
import { fakeStats } from './fakeStats';

/** Habits and check-ins of the fake API. Its score is only plausible; the real one is computed by the server. */
export class FakeStore {
  readonly habits = new Map<string, Habit>();
  readonly checkins = new Map<string, Map<Day, Checkin>>();
  /** Deleted ones, for the way back. */
  readonly bin = new Map<string, Habit>();
  vacations: Vacation[] = [];
  readonly entries = new Map<string, Entries>();
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

  met(habit: Habit, day: Day): boolean {
    return meetsTarget(habit, this.checkins.get(habit.id)?.get(day) ?? null);
  }

  score(habit: Habit, day: Day): number {
    return daysUpTo(day, 90).reduce((score, date) => {
      if (!isProbablyDue(habit, date)) return score;
      return score * 0.948 + (this.met(habit, date) ? 0.052 : 0);
    }, 0);
  }

  summary(habit: Habit, day: Day): Summary {
    const isHeld = (date: Day) => habit.frozen_days?.includes(date) ?? false;
    let streak = this.met(habit, day) ? 1 : 0;
    for (
      let back = addDays(day, -1);
      this.met(habit, back) || isHeld(back) || !isProbablyDue(habit, back);
      back = addDays(back, -1)
    ) {
      if (back < addDays(day, -400)) break;
      if (isProbablyDue(habit, back) && !isHeld(back)) streak += 1;
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
        ...(habit.frozen_days?.includes(day) ? { frozen: true } : {}),
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
    return fakeStats(this, habit);
  }

  entriesOf(id: string, date: Day): Entries {
    const whole = this.checkins.get(id)?.get(date);
    return (
      this.entries.get(`${id}/${date}`) ?? { items: [], base: whole?.status === 'done' ? whole.value : null }
    );
  }
}
