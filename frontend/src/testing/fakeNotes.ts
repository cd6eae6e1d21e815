import type { Note, NoteHead } from '@/lib/api/types';
import { asListed } from '@/lib/notes/sort';
import { problem, withoutStamp, type Context, type Reply } from './reply';

const noNote = () => problem(404, 'not-found', 'There is no such note.');

const excerptOf = (body: string): string => body.split(/\s+/).filter(Boolean).join(' ').slice(0, 200);

const headOf = (note: Note): NoteHead => {
  const head: Partial<Note> = { ...note };
  delete head.body;
  return head as NoteHead;
};

/** Notes and bookmarks; lists show their heads, a search looks into their bodies. */
export class FakeNotes {
  readonly notes = new Map<string, Note>();
  private readonly bin = new Map<string, Note>();

  add(input: Partial<Note> & Pick<Note, 'id'>): Note {
    const at = new Date().toISOString();
    const note: Note = {
      kind: 'note',
      title: '',
      body: '',
      url: null,
      tags: [],
      habit_ids: [],
      pinned: false,
      version: 1,
      created_at: at,
      updated_at: at,
      ...input,
      excerpt: excerptOf(input.body ?? ''),
    };
    return this.keep(note);
  }

  private keep(note: Note): Note {
    this.notes.set(note.id, note);
    return note;
  }

  answer({ request, url, body, parts }: Context): Reply {
    const [, id, part] = parts;
    if (id === undefined && request.method === 'POST')
      return { status: 201, body: this.add(body as Pick<Note, 'id'>) };
    if (id === undefined) return { body: { items: this.list(url.searchParams.get('q')), next_cursor: null } };
    const note = this.notes.get(id);
    if (part === 'restore') {
      const back = note ?? this.bin.get(id);
      return back ? { body: this.keep(back) } : noNote();
    }
    if (!note) return noNote();
    if (request.method === 'GET') return { body: note };
    if (request.method === 'PATCH') return { body: this.change(note, withoutStamp(body)) };
    this.bin.set(id, note);
    this.notes.delete(id);
    return { status: 204 };
  }

  private list(query: string | null): NoteHead[] {
    const words = (query ?? '').toLowerCase().split(/\s+/);
    const textOf = ({ title, body, tags, url }: Note) => [title, body, ...tags, url].join(' ').toLowerCase();
    const found = [...this.notes.values()].filter((note) =>
      words.every((word) => textOf(note).includes(word)),
    );
    return found.map(headOf).sort(asListed);
  }

  private change(note: Note, change: Partial<Note>): Note {
    const now = { ...note, ...change, updated_at: new Date().toISOString(), version: note.version + 1 };
    return this.keep({ ...now, excerpt: excerptOf(now.body) });
  }
}
