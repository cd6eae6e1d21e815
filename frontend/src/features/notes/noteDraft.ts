import type { FieldErrors } from '@/components/useForm';
import type { Note, NoteInput, NoteKind } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { readAddress } from './addresses';

export type NoteDraft = Omit<NoteInput, 'url'> & { url: string };

/** What the server takes of a text (shared/notes/limits.py). */
export const MOST_BYTES = 50_000;

export const newDraft = (kind: NoteKind): NoteDraft => ({
  kind,
  title: '',
  body: '',
  url: '',
  tags: [],
  habit_ids: [],
  pinned: false,
});

export const draftNote = ({ kind, title, body, url, tags, habit_ids, pinned }: Note): NoteDraft => ({
  kind,
  title,
  body,
  url: url ?? '',
  tags,
  habit_ids,
  pinned,
});

export const readDraft = (draft: NoteDraft): NoteInput => ({
  ...draft,
  title: draft.title.trim(),
  url: draft.kind === 'bookmark' ? readAddress(draft.url) : null,
});

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What can be said before asking the server, by JSON pointer. */
export function checkDraft({ kind, title, body, url }: NoteDraft): FieldErrors {
  const errors: FieldErrors = {};
  if (kind === 'note' && !title.trim() && !body.trim()) errors['/body'] = t('notes.nothing');
  if (kind === 'bookmark' && readAddress(url) === null) errors['/url'] = t('notes.url.wrong');
  if (bytesOf(body) > MOST_BYTES) errors['/body'] = t('notes.long');
  return errors;
}

/** What a new one is made with: what was left empty is left out. */
export const newFields = ({ kind, ...input }: NoteInput) => ({
  kind,
  ...Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) =>
        value !== '' && value !== null && value !== false && (!Array.isArray(value) || value.length),
    ),
  ),
});

type Changeable = Omit<NoteInput, 'kind'>;

/** Only what the person changed. */
export function changedFields(before: NoteInput, after: NoteInput): Partial<Changeable> {
  const names = (Object.keys(after) as (keyof NoteInput)[]).filter(
    (name): name is keyof Changeable =>
      name !== 'kind' && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

export const fieldsOf = (note: Note, change: Partial<Changeable>): Partial<Changeable> =>
  Object.fromEntries((Object.keys(change) as (keyof Changeable)[]).map((name) => [name, note[name]]));
