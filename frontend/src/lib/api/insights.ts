import type { components } from './schema';
import type { Habit, Status } from './types';

type Day = string;
type Streak = components['schemas']['Summary']['streak_unit'];

/** A week, month, quarter or year of one habit; `due` counts days or, for n times a period, what was wanted. */
export type Completion = {
  start: Day;
  end: Day;
  done: number;
  due: number;
  skipped: number;
  amount: number | null;
};

export type Stats = components['schemas']['Stats'];

export type ScoreReason =
  'done' | 'partial' | 'missed' | 'not_done' | 'skip' | 'pause' | 'not_due' | 'over_limit' | 'within_limit';

/** Why the score changed between two days; the reasons' changes add up to `change`. */
export type ScoreChange = {
  from: { date: Day; score: number };
  to: { date: Day; score: number };
  change: number;
  reasons: { reason: ScoreReason; days: number; change: number }[];
  days: {
    date: Day;
    status: Status | null;
    value: number | null;
    reason: ScoreReason;
    score: number;
    change: number;
  }[];
};

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

/** One edit of a habit: of a day (`from` and `to` are its status and value) or of fields. */
export type LoggedEdit = {
  id: string;
  at: string;
  device: string | null;
  source: 'app' | 'import';
  kind: 'checkin' | 'habit';
  date: Day | null;
  from: Record<string, unknown>;
  to: Record<string, unknown>;
};
export type EditPage = { items: LoggedEdit[]; next_cursor: string | null };
