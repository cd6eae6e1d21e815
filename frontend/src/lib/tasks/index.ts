export * from './changes';
export * from './describe';
export * from './groups';
export * from './queries';
export type { NewTask, TaskChange } from '@/lib/outbox/edits';
