import type { Schedule, WeekStart } from '@/lib/api/types';

/** What the schedule editor holds: every field keeps what was typed while another kind is chosen. */
export type ScheduleDraft = {
  kind: ScheduleKind;
  weekdays: number[];
  times: string;
  span: string;
  /** The weekday that the schedule's weeks begin with; without it the server takes Monday. */
  weekStart?: WeekStart | undefined;
};

export const SCHEDULE_KINDS = [
  'daily',
  'weekdays',
  'times.week',
  'times.month',
  'times_in_days',
  'every',
] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

export const newScheduleDraft: ScheduleDraft = {
  kind: 'daily',
  weekdays: [1, 2, 3, 4, 5],
  times: '3',
  span: '7',
};

export function draftSchedule(schedule: Schedule): ScheduleDraft {
  switch (schedule.type) {
    case 'daily':
      return newScheduleDraft;
    case 'weekdays':
      return { ...newScheduleDraft, kind: 'weekdays', weekdays: schedule.days };
    case 'times':
      return {
        ...newScheduleDraft,
        kind: `times.${schedule.period}`,
        times: String(schedule.times),
        weekStart: schedule.week_start,
      };
    case 'times_in_days':
      return {
        ...newScheduleDraft,
        kind: 'times_in_days',
        times: String(schedule.times),
        span: String(schedule.days),
      };
    case 'every':
      return { ...newScheduleDraft, kind: 'every', span: String(schedule.days) };
  }
}

export function readSchedule({ kind, weekdays, times, span, weekStart }: ScheduleDraft): Schedule {
  switch (kind) {
    case 'daily':
      return { type: 'daily' };
    case 'weekdays':
      return { type: 'weekdays', days: weekdays };
    case 'times.week':
      return {
        type: 'times',
        times: Number(times),
        period: 'week',
        ...(weekStart === undefined ? {} : { week_start: weekStart }),
      };
    case 'times.month':
      return { type: 'times', times: Number(times), period: 'month' };
    case 'times_in_days':
      return { type: 'times_in_days', times: Number(times), days: Number(span) };
    case 'every':
      return { type: 'every', days: Number(span) };
  }
}

const LIMITS: Partial<Record<ScheduleKind, { times?: number; span?: number }>> = {
  'times.week': { times: 7 },
  'times.month': { times: 31 },
  times_in_days: { times: 365, span: 365 },
  every: { span: 365 },
};

const isCount = (text: string, most: number): boolean =>
  Number.isInteger(Number(text)) && Number(text) >= 1 && Number(text) <= most;

/** Which part of a schedule cannot be right, if any. */
export function scheduleProblem(draft: ScheduleDraft): 'days' | 'times' | 'span' | null {
  const { times, span } = LIMITS[draft.kind] ?? {};
  if (draft.kind === 'weekdays' && draft.weekdays.length === 0) return 'days';
  if (span !== undefined && !isCount(draft.span, span)) return 'span';
  const most = draft.kind === 'times_in_days' ? Number(draft.span) : times;
  return most !== undefined && times !== undefined && !isCount(draft.times, most) ? 'times' : null;
}
