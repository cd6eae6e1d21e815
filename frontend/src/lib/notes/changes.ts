import { useQueryClient } from '@tanstack/react-query';
import type { NoteHead } from '@/lib/api/types';
import { leaveEdit, queueEdit } from '@/lib/outbox';
import type { NewNote, NoteChange } from '@/lib/outbox/edits';
import { nameOf } from './sort';

/** Every change shows at once and goes through the outbox, as with tasks. */
export function useNoteEdits() {
  const client = useQueryClient();
  return {
    /** @param id made where the form opens, so that sending it twice makes one note. */
    create: (id: string, input: NewNote): Promise<unknown> =>
      queueEdit(client, 'note.create', { id, input }, input.title ?? ''),
    save: (note: NoteHead, change: NoteChange): Promise<unknown> =>
      queueEdit(client, 'note.update', { note, change }, change.title ?? nameOf(note)),
    change: (note: NoteHead, change: NoteChange): void =>
      leaveEdit(client, 'note.update', { note, change }, nameOf(note)),
    remove: (note: NoteHead): void => leaveEdit(client, 'note.delete', { id: note.id }, nameOf(note)),
    restore: (note: NoteHead): void => leaveEdit(client, 'note.restore', { id: note.id, note }, nameOf(note)),
  };
}
