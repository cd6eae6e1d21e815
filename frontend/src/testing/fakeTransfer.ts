import type { Export, ExportFormat, Import, ImportPreview } from '@/lib/api/types';
import { notFound, type Context, type Reply } from './reply';

const NAMES: Record<ExportFormat, string> = {
  json: 'daybook.json',
  everything: 'daybook-everything.json',
  loop: 'Loop Habits CSV.zip',
  csv: 'daybook.csv',
};

/** Imports, exports and the calendar feed. Each question about work that is going on brings it a step on. */
export class FakeTransfer {
  readonly imports = new Map<string, Import>();
  readonly exports = new Map<string, Export>();
  feed: string | null = null;
  private feeds = 0;
  /** Exports of earlier days, as they are. */
  finished: Export[] = [];
  /** A table's columns: then they have to be mapped first. */
  columns: Import['columns'] = null;
  /** Why the next file cannot be read. */
  problem: Import['problem'] = null;
  /** What a file holds, as the preview says. */
  preview: ImportPreview = {
    habits: [
      {
        ...{ key: 'walk', name: 'Walk', kind: 'yes_no', schedule: { type: 'daily' } },
        ...{ days: 40, first: '2026-01-02', last: '2026-03-01', action: 'create' },
        ...{ existing_id: null, same_name_id: null, new_days: 40, conflicts: 0 },
      },
    ],
    totals: {
      habits: 1,
      days: 40,
      notes: 3,
      new_days: 40,
      conflicts: 0,
      vacations: 0,
      tasks: 0,
      new_tasks: 0,
    },
    dropped: [{ what: 'entries', count: 2, why: 'They were filled in automatically.' }],
    problems: [{ where: 'Checkmarks.csv:17', reason: 'That is no date.' }],
    problem_count: 1,
  };

  answer(context: Context): Reply {
    const { parts } = context;
    if (parts[0] === 'imports') return this.ofImports(context);
    if (parts[0] === 'exports') return this.ofExports(context);
    return this.calendar(context);
  }

  private ofImports({ request, body, parts }: Context): Reply {
    const [, id, part] = parts;
    if (id === undefined && request.method === 'GET') return { body: { items: [...this.imports.values()] } };
    if (id === undefined) {
      const made = this.newImport(body);
      const upload = {
        url: `/v1/imports/${made.id}/upload`,
        fields: { key: `uploads/${made.id}` },
      };
      return { status: 201, body: { ...made, upload } };
    }
    const known = this.imports.get(id);
    if (!known) return notFound();
    if (request.method === 'DELETE') {
      this.imports.delete(id);
      return { status: 204 };
    }
    if (part === 'upload') return this.become({ ...known, status: 'reading', columns: this.columns }, 204);
    if (part === 'mapping') return this.become({ ...known, status: 'reading', columns: null }, 202);
    if (part === 'commit')
      return this.become({ ...known, status: 'importing', progress: { done: 0, total: 40 } }, 202);
    return this.step(known);
  }

  private newImport(body: Record<string, unknown>): Import {
    const made: Import = {
      id: `import-${this.imports.size + 1}`,
      status: 'waiting',
      source: body['source'] as Import['source'],
      file_name: String(body['file_name']),
      created_at: new Date().toISOString(),
      progress: null,
      columns: null,
      preview: null,
      problem: null,
      result: null,
    };
    this.imports.set(made.id, made);
    return made;
  }

  private become(now: Import, status = 200): Reply {
    this.imports.set(now.id, now);
    return status === 204 ? { status } : { status, body: now };
  }

  private step(known: Import): Reply {
    if (known.status === 'reading' && this.problem)
      return this.become({ ...known, status: 'failed', problem: this.problem });
    if (known.status === 'reading' && known.columns)
      return this.become({ ...known, status: 'needs_mapping' });
    if (known.status === 'reading') return this.become({ ...known, status: 'ready', preview: this.preview });
    if (known.status !== 'importing') return { body: known };
    const result = {
      habits_created: 1,
      habits_merged: 0,
      days: 40,
      notes: 3,
      tasks: this.preview.totals.new_tasks,
    };
    return this.become({ ...known, status: 'done', progress: { done: 40, total: 40 }, result });
  }

  private ofExports({ request, body, parts }: Context): Reply {
    const [, id] = parts;
    if (request.method === 'POST') {
      const format = body['format'] as ExportFormat;
      const made: Export = {
        ...{ id: `export-${this.exports.size + 1}`, format, status: 'working', file_name: NAMES[format] },
        ...{ bytes: null, url: null, problem: null, created_at: new Date().toISOString() },
      };
      this.exports.set(made.id, made);
      return { status: 202, body: made };
    }
    for (const made of this.exports.values())
      this.exports.set(made.id, {
        ...made,
        status: 'ready',
        bytes: 12_345,
        url: `/v1/exports/${made.id}/file`,
      });
    if (id === undefined) return { body: { items: [...this.exports.values(), ...this.finished] } };
    const known = this.exports.get(id);
    return known ? { body: known } : notFound();
  }

  private calendar({ request, url }: Context): Reply {
    if (request.method === 'DELETE') this.feed = null;
    if (request.method === 'POST') this.feed = `${url.origin}/v1/calendar/secret-${(this.feeds += 1)}.ics`;
    if (request.method === 'DELETE') return { status: 204 };
    return { status: request.method === 'POST' ? 201 : 200, body: { url: this.feed } };
  }
}
