import type { NoteHead, NoteKind } from '@/lib/api/types';
import { plain } from '@/lib/plain';
import { hasTag } from '@/lib/tasks/groups';

/** Pinned ones first, then from the latest change on, as the server has it. */
export const asListed = (one: NoteHead, other: NoteHead): number =>
  Number(other.pinned) - Number(one.pinned) || other.updated_at.localeCompare(one.updated_at);

export type NoteFilter = { kind: NoteKind | null; tag: string | null };

export const filtered = (notes: readonly NoteHead[], { kind, tag }: NoteFilter): NoteHead[] =>
  notes.filter((note) => (kind ?? note.kind) === note.kind && (tag === null || hasTag(note, tag)));

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

const MARKS =
  /(^|\s)(?:#{1,6}|[-*+>|]|\[[ x]\])(?=\s)|\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<=\|) *-{3,}/g;

/** How a text begins, without the marks of Markdown that stand alone. */
export const beginningOf = ({ excerpt }: NoteHead): string =>
  excerpt
    .replace(MARKS, '$1')
    .replace(/[\s|]+/g, ' ')
    .trim();

const NAME = 60;

/** The words that fit, and a sign that there are more. */
function cut(text: string): string {
  if (text.length <= NAME) return text;
  const space = text.lastIndexOf(' ', NAME);
  return `${text.slice(0, space > 0 ? space : NAME)}…`;
}

/** What a note is called: many have no title. */
export const nameOf = (note: NoteHead): string => note.title || cut(beginningOf(note)) || (note.url ?? '');
