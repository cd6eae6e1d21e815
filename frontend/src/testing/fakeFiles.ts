import type { Profile, StoredFile } from '@/lib/api/types';
import { notFound, problem, type Context, type Reply } from './reply';

/** Files and their uploads. Each question about a file that is worked on brings it a step on. */
export class FakeFiles {
  readonly files = new Map<string, StoredFile>();
  /** Why the next files are refused. */
  refusal: string | null = null;
  usage = { files: 0, bytes: 0, max_bytes: 5e9 };
  /** How often the cookies were asked for. */
  sessions = 0;

  constructor(private readonly userId: string) {}

  add(input: Partial<StoredFile> & Pick<StoredFile, 'id' | 'name'>): StoredFile {
    const file: StoredFile = {
      purpose: 'task',
      ref: null,
      content_type: 'image/png',
      size: 1234,
      status: 'ready',
      reason: null,
      variants: {},
      url: null,
      created_at: new Date().toISOString(),
      ...input,
    };
    this.files.set(file.id, file);
    return file;
  }

  answer(context: Context): Reply {
    const { request, parts, body } = context;
    if (parts[0] === 'media') return this.session(request.method);
    const [, id, part] = parts;
    if (id === undefined) return request.method === 'POST' ? this.begin(body) : this.list(context);
    const file = this.files.get(id);
    if (!file) return notFound();
    if (part === 'upload') {
      this.files.set(id, { ...file, status: 'processing' });
      return { status: 204 };
    }
    if (request.method === 'GET') return { body: file };
    this.files.delete(id);
    return { status: 204 };
  }

  private session(method: string): Reply {
    if (method === 'DELETE') return { status: 204 };
    this.sessions += 1;
    return { status: 201, body: { expires_at: new Date(Date.now() + 43_200_000).toISOString() } };
  }

  private begin(body: Record<string, unknown>): Reply {
    if (body['ref'] === 'unsaved')
      return problem(422, 'invalid', 'It cannot be told what the file belongs to.', [
        { pointer: '/ref', detail: 'is not there' },
      ]);
    if (this.usage.bytes >= this.usage.max_bytes)
      return problem(409, 'files-full', 'There is no room left: there may be 5,000 files of 5 GB.');
    const id = `file-${this.files.size + 1}`;
    this.add({ ...(body as Pick<StoredFile, 'name'>), id, status: 'waiting' });
    const until = new Date(Date.now() + 900_000).toISOString();
    return {
      status: 201,
      body: { id, url: `/v1/uploads/${id}/upload`, fields: { key: `raw/${id}` }, expires_at: until },
    };
  }

  private list({ url }: Context): Reply {
    const [purpose, ref] = [url.searchParams.get('purpose'), url.searchParams.get('ref')];
    const items = [...this.files.values()].filter(
      (file) =>
        file.purpose === purpose && (ref === null || file.ref === ref || file.ref?.split(':')[0] === ref),
    );
    items.forEach((file) => this.step(file));
    return { body: { items: items.reverse(), next_cursor: null, usage: this.usage } };
  }

  private step(file: StoredFile): void {
    if (file.status !== 'processing') return;
    if (this.refusal !== null) {
      this.files.set(file.id, { ...file, status: 'refused', reason: this.refusal });
      return;
    }
    const of = (size: number) => ({ url: this.address(file.id, size), width: size, height: size });
    const variants = { '1280': of(1280), '512': of(512), '128': of(128) };
    this.files.set(file.id, { ...file, status: 'ready', variants, url: variants['1280'].url });
  }

  private address(id: string, size: number): string {
    return `/media/${this.userId}/${id}/${size}.webp`;
  }

  photo(id: string | null): Profile['photo'] {
    return id === null ? null : { id, url: this.address(id, 512), small_url: this.address(id, 128) };
  }
}
