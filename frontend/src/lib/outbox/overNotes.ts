import type { Note, NoteHead } from '@/lib/api/types';
import type { Edit, NoteChange } from './edits';

/** Notes and bookmarks with an edit over them that the server does not know yet; see overlay.ts. */

const EXCERPT = 200;
const excerptOf = (body: string): string => body.split(/\s+/).filter(Boolean).join(' ').slice(0, EXCERPT);

/** A note as it will be once the server made it. */
export function newNote(edit: Extract<Edit, { kind: 'note.create' }>): Note {
  const at = edit.stamp.edited_at;
  const whole = {
    title: '',
    body: '',
    url: null,
    tags: [],
    habit_ids: [],
    pinned: false,
    ...edit.input.input,
  };
  const times = { created_at: at, updated_at: at };
  return { ...whole, ...times, id: edit.input.id, excerpt: excerptOf(whole.body), version: 1 };
}

function changed<Kind extends NoteHead>(note: Kind, change: NoteChange, at: string): Kind {
  const excerpt = change.body === undefined ? {} : { excerpt: excerptOf(change.body) };
  return { ...note, ...change, ...excerpt, updated_at: at };
}

const isOf = (edit: Edit, id: string): edit is Extract<Edit, { kind: 'note.update' }> =>
  edit.kind === 'note.update' && edit.input.note.id === id;

export const overNote = <Kind extends NoteHead>(note: Kind, edit: Edit): Kind =>
  isOf(edit, note.id) ? changed(note, edit.input.change, edit.stamp.edited_at) : note;

/** A head has no body, whatever a change says. */
function headOf(note: NoteHead): NoteHead {
  const head: NoteHead & { body?: string } = { ...note };
  delete head.body;
  return head;
}

export function overNotes(notes: NoteHead[], edit: Edit): NoteHead[] {
  switch (edit.kind) {
    case 'note.create':
      return notes.some(({ id }) => id === edit.input.id) ? notes : [...notes, headOf(newNote(edit))];
    case 'note.update':
      return notes.map((note) => (isOf(edit, note.id) ? headOf(overNote(note, edit)) : note));
    case 'note.delete':
      return notes.filter(({ id }) => id !== edit.input.id);
    case 'note.restore':
      return [...notes.filter(({ id }) => id !== edit.input.id), headOf(edit.input.note)];
    default:
      return notes;
  }
}
