import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { workerFor } from './serviceWorker';

const SITE = 'https://daybook.example';

type Event = { waitUntil: (work: Promise<unknown>) => void } & Record<string, unknown>;
type Version = Record<string, string>;

/** The files of a build, by path. */
const built = (version: Version) =>
  new Map(Object.entries(version).map(([path, text]) => [path, Buffer.from(text)]));

/** A browser's caches and network, which outlive every worker. */
class Browser {
  readonly caches = new Map<string, Map<string, Response>>();
  readonly asked: string[] = [];
  claimed = 0;
  skipped = 0;
  /** What is deployed; null: there is no network. */
  site: Version | null = {};

  readonly cacheStorage = {
    open: (name: string) => {
      const cache = this.caches.get(name) ?? new Map<string, Response>();
      this.caches.set(name, cache);
      return Promise.resolve({
        put: (path: string, response: Response) => Promise.resolve(void cache.set(path, response)),
      });
    },
    match: (path: string, { cacheName }: { cacheName?: string } = {}) => {
      const among = [...this.caches].filter(([name]) => cacheName === undefined || name === cacheName);
      return Promise.resolve(among.flatMap(([, cache]) => cache.get(path)?.clone() ?? [])[0]);
    },
    keys: () => Promise.resolve([...this.caches.keys()]),
    delete: (name: string) => Promise.resolve(this.caches.delete(name)),
  };

  /** As a browser does, it refuses what is not what `integrity` says. */
  readonly fetch = async (request: { url: string; integrity?: string }): Promise<Response> => {
    const { pathname } = new URL(request.url, SITE);
    this.asked.push(pathname);
    if (!this.site) throw new TypeError('Failed to fetch');
    const text = this.site[pathname];
    if (text === undefined) return new Response('', { status: 404 });
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(text));
    const integrity = `sha256-${Buffer.from(digest).toString('base64')}`;
    if (request.integrity && request.integrity !== integrity) throw new TypeError('Failed to fetch');
    return new Response(text);
  };

  /** The worker of a version. `send` gives it an event and waits for what it does. */
  start(version: Version) {
    const handlers = new Map<string, (event: Event) => void>();
    runInNewContext(workerFor(built(version)), {
      URL,
      caches: this.cacheStorage,
      fetch: this.fetch,
      Request: class {
        url: string;
        constructor(path: string, init: object) {
          this.url = path;
          Object.assign(this, init);
        }
      },
      self: {
        addEventListener: (type: string, handler: (event: Event) => void) => handlers.set(type, handler),
        clients: { claim: () => Promise.resolve(void (this.claimed += 1)) },
        skipWaiting: () => Promise.resolve(void (this.skipped += 1)),
        location: new URL(SITE),
      },
    });
    const send = async (type: string, content: Record<string, unknown> = {}) => {
      let work: Promise<unknown> = Promise.resolve();
      const waitUntil = (begun: Promise<unknown>) => {
        work = begun;
      };
      handlers.get(type)?.({ waitUntil, ...content });
      await work;
    };
    const get = async (url: string, { mode = 'cors', method = 'GET' } = {}) => {
      let answer: Promise<Response> | undefined;
      const respondWith = (given: Promise<Response>) => (answer = given);
      await send('fetch', { request: { url: new URL(url, SITE).href, mode, method }, respondWith });
      return answer && (await answer).text();
    };
    return { send, get, open: (path: string) => get(path, { mode: 'navigate' }) };
  }

  async install(version: Version) {
    this.site = version;
    const worker = this.start(version);
    await worker.send('install');
    await worker.send('activate');
    return worker;
  }
}

const FIRST: Version = {
  '/index.html': 'the page',
  '/assets/app-1.js': 'the app',
  '/assets/de-1.js': 'die Wörter',
  '/manifest.webmanifest': '{}',
};
const SECOND: Version = { ...FIRST, '/index.html': 'the new page', '/assets/app-2.js': 'the new app' };

describe('without a network', () => {
  it('every address of the app opens, and every file of it is there', async () => {
    const browser = new Browser();
    const worker = await browser.install(FIRST);
    browser.site = null;
    expect(await worker.open('/')).toBe('the page');
    expect(await worker.open('/habits/01J?from=2026-01-01')).toBe('the page');
    expect(await worker.get('/assets/de-1.js')).toBe('die Wörter');
    expect(await worker.get('/manifest.webmanifest')).toBe('{}');
  });
});

describe('what is not the app', () => {
  it.each([
    ['an answer of the API', '/v1/today', {}],
    ['a page of the API, such as a calendar', '/v1/calendar/abc.ics', { mode: 'navigate' }],
    ['another site', 'https://uploads.example/file', {}],
    ['something that changes', '/index.html', { method: 'POST' }],
    ['a file that is not of this version', '/assets/old.js', {}],
    ['a file that is opened', '/robots.txt', { mode: 'navigate' }],
  ])('goes past the worker: %s', async (_what, url, how) => {
    const browser = new Browser();
    const worker = await browser.install(FIRST);
    expect(await worker.get(url, how)).toBeUndefined();
    expect([...browser.caches.values()].flatMap((cache) => [...cache.keys()]).sort()).toEqual(
      Object.keys(FIRST).sort(),
    );
  });
});

describe('a new version', () => {
  it('waits until it is told to take over', async () => {
    const browser = new Browser();
    const old = await browser.install(FIRST);
    browser.site = SECOND;
    const next = browser.start(SECOND);
    await next.send('install');
    expect(browser.skipped).toBe(0);
    expect(await old.open('/')).toBe('the page');
    await next.send('message', { data: 'something else' });
    expect(browser.skipped).toBe(0);
    await next.send('message', { data: 'take over' });
    expect(browser.skipped).toBe(1);
  });

  it('takes the place of the old one, whose files go', async () => {
    const browser = new Browser();
    await browser.install(FIRST);
    browser.caches.set('somebody-elses', new Map());
    browser.asked.length = 0;
    const next = await browser.install(SECOND);
    expect(await next.open('/')).toBe('the new page');
    expect([...browser.caches.keys()].filter((name) => name.startsWith('daybook-shell-'))).toHaveLength(1);
    expect(browser.caches.has('somebody-elses')).toBe(true);
    expect(browser.asked).not.toContain('/assets/app-1.js'); // it had been there
    expect(browser.claimed).toBe(2);
  });

  it.each([
    ['a file is missing', { ...SECOND, '/assets/app-2.js': undefined }],
    ['a file is still the old one', { ...SECOND, '/index.html': FIRST['/index.html'] }],
    ['the network fails', null],
  ])('is not taken when %s', async (_what, site) => {
    const browser = new Browser();
    const old = await browser.install(FIRST);
    browser.site = site as Version | null;
    await expect(browser.start(SECOND).send('install')).rejects.toThrow();
    browser.site = null;
    expect(await old.open('/')).toBe('the page');
  });
});

describe('the version', () => {
  const versionOf = (files: Version) => /VERSION = "(\w+)"/.exec(workerFor(built(files)))?.[1];

  it('is that of the files, in whatever order they are found', () => {
    expect(versionOf(FIRST)).toBe(versionOf(Object.fromEntries(Object.entries(FIRST).reverse())));
    expect(versionOf(FIRST)).not.toBe(versionOf({ ...FIRST, '/index.html': 'the page!' }));
  });

  it('leaves out what is no part of the app', () => {
    const more = { '/sw.js': 'x', '/.vite/manifest.json': 'x', '/assets/a.js.map': 'x', '/robots.txt': 'x' };
    expect(versionOf({ ...FIRST, ...more })).toBe(versionOf(FIRST));
  });
});
