export * from './bulk';
export * from './changes';
export * from './describe';
export * from './entries';
export * from './insights';
export * from './queries';
export * from './rules';
export type { DayMark, HabitChange, Mark, NewHabit } from '@/lib/outbox/edits';
