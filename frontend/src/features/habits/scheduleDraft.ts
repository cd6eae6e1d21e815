import type { Schedule } from '@/lib/api/types';

/** What the schedule editor holds: every field keeps what was typed while another kind is chosen. */
export type ScheduleDraft = { kind: ScheduleKind; weekdays: number[]; times: string; span: string };

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
      return { ...newScheduleDraft, kind: `times.${schedule.period}`, times: String(schedule.times) };
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

export function readSchedule({ kind, weekdays, times, span }: ScheduleDraft): Schedule {
  switch (kind) {
    case 'daily':
      return { type: 'daily' };
    case 'weekdays':
      return { type: 'weekdays', days: weekdays };
    case 'times.week':
      return { type: 'times', times: Number(times), period: 'week' };
    case 'times.month':
      return { type: 'times', times: Number(times), period: 'month' };
    case 'times_in_days':
      return { type: 'times_in_days', times: Number(times), days: Number(span) };
    case 'every':
      return { type: 'every', days: Number(span) };
  }
}
