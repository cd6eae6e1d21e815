import { useEffect, useState } from 'react';
import type { NoteHead } from '@/lib/api/types';
import { matchingHeads, useNoteSearch } from '@/lib/notes';

const PAUSE_MS = 300;

/** A text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/**
 * The notes that a query is about. What this device knows of them (titles, tags, how they begin) is there at once; what the
 * server finds in their whole texts follows.
 * @returns `isPartial` while the server has not said, or cannot.
 */
export function useFound(notes: NoteHead[], query: string): { notes: NoteHead[]; isPartial: boolean } {
  const settled = useSettled(query);
  const { data } = useNoteSearch(settled);
  if (query === '') return { notes, isPartial: false };
  const here = matchingHeads(notes, query);
  if (data === undefined || settled !== query) return { notes: here, isPartial: true };
  const ids = new Set(data.map(({ id }) => id));
  const both = notes.filter((note) => ids.has(note.id) || here.includes(note));
  return { notes: both, isPartial: false };
}
