import type { components } from './schema';

type Schemas = components['schemas'];

/** A note or bookmark as lists show it; the whole one has a body (Markdown). */
export type NoteHead = Schemas['NoteHead'];
export type Note = Schemas['Note'];
export type NoteKind = Note['kind'];
export type NotePage = Schemas['NotePage'];

/** What the form of a note fills in. */
export type NoteInput = Pick<Note, 'kind' | 'title' | 'body' | 'url' | 'tags' | 'habit_ids' | 'pinned'>;
