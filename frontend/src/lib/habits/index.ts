export * from './changes';
export * from './checkin';
export * from './describe';
export * from './queries';
export * from './rules';
export type { HabitChange, Mark } from './requests';
