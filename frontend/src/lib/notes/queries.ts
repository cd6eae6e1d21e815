import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Note, NoteHead, NotePage } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';
import { overNote, overNotes } from '@/lib/outbox/overNotes';
import { fetchOver } from '@/lib/outbox/queue';

const PAGE = 100;
// A page of a search may be empty and still be followed by others: so many are asked for before it is enough.
const MOST_PAGES = 20;

async function fetchPages(query: string, most: number): Promise<NoteHead[]> {
  const notes: NoteHead[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < most; count += 1) {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: NotePage = await call('GET', `/notes?limit=${PAGE}${query}${after}`);
    notes.push(...page.items);
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  return notes;
}

export const notesQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: keys.noteList,
    queryFn: () => fetchOver(client, () => fetchPages('', Number.POSITIVE_INFINITY), overNotes),
  });

/** The heads of all notes and bookmarks. */
export const useNotes = () => useQuery(notesQuery(useQueryClient()));

/** What the server finds, which knows the bodies too; nothing is asked for an empty query. */
export const useNoteSearch = (query: string) =>
  useQuery({
    queryKey: keys.noteSearch(query),
    queryFn: () => fetchPages(`&q=${encodeURIComponent(query)}`, MOST_PAGES),
    enabled: /[\p{L}\p{N}]/u.test(query),
  });

export const noteQuery = (client: QueryClient, id: string) =>
  queryOptions({
    queryKey: keys.note(id),
    queryFn: () => fetchOver(client, () => call<Note>('GET', `/notes/${id}`), overNote<Note>),
  });

export const useNote = (id: string) => useQuery(noteQuery(useQueryClient(), id));
