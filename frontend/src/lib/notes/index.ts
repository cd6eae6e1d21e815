export * from './changes';
export * from './queries';
export * from './sort';
export type { NewNote, NoteChange } from '@/lib/outbox/edits';
