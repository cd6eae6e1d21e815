import type { NoteHead, NoteKind } from '@/lib/api/types';
import { plain } from '@/lib/plain';

/** Pinned ones first, then from the latest change on, as the server has it. */
export const asListed = (one: NoteHead, other: NoteHead): number =>
  Number(other.pinned) - Number(one.pinned) || other.updated_at.localeCompare(one.updated_at);

export type NoteFilter = { kind: NoteKind | null; tag: string | null };

export const filtered = (notes: readonly NoteHead[], { kind, tag }: NoteFilter): NoteHead[] =>
  notes.filter((note) => (kind ?? note.kind) === note.kind && (tag === null || note.tags.includes(tag)));

/** Those in which each word begins a word of what this device knows of them: all but the rest of long bodies. */
export function matchingHeads(notes: readonly NoteHead[], query: string): NoteHead[] {
  const words = plain(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return notes.filter(({ title, excerpt, url, tags }) => {
    const text = ` ${plain([title, excerpt, url ?? '', ...tags].join(' ')).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
    return words.every((word) => text.includes(` ${word}`));
  });
}

/** What a note is called: many have no title. */
export const nameOf = ({ title, excerpt, url }: NoteHead): string =>
  title || excerpt.slice(0, 60) || (url ?? '');
