import type { components } from './schema';
import type { Habit } from './types';

type Day = string;
type Schemas = components['schemas'];
type Streak = Schemas['Summary']['streak_unit'];

/** A week, month, quarter or year of one habit; `due` counts days or, for n times a period, what was wanted. */
export type Completion = Schemas['PeriodCount'];
export type Stats = Schemas['Stats'];

/** Why the score changed between two days; the reasons' changes add up to `change`. */
export type ScoreChange = Schemas['ScoreChange'];
export type ScoreReason = ScoreChange['reasons'][number]['reason'];

/** One edit of a habit: of a day (`from` and `to` are its status and value) or of fields. */
export type LoggedEdit = Schemas['LoggedEdit'];
export type EditPage = Schemas['EditPage'];

export type Period = 'week' | 'month' | 'year';

export type OverviewHabit = Pick<Habit, 'id' | 'name' | 'colour' | 'icon' | 'kind' | 'unit'> & {
  done: number;
  due: number;
  skipped: number;
  amount: number | null;
  score_start: number;
  score_end: number;
  streak: number;
  streak_unit: Streak;
};

export type Overview = {
  period: Period;
  start: Day;
  end: Day;
  today: Day;
  days: { date: Day; done: number; due: number }[];
  habits: OverviewHabit[];
  totals: { done: number; due: number; perfect_days: number };
};
