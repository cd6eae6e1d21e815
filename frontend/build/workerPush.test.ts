import { runInNewContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';
import { workerFor } from './serviceWorker';

type Handler = (event: object) => void;

let shown: object[];
let opened: string[];
let windows: object[];
let handlers: Map<string, Handler>;

beforeEach(() => {
  shown = [];
  opened = [];
  windows = [];
  handlers = new Map<string, Handler>();
  const self = {
    addEventListener: (type: string, handler: Handler) => handlers.set(type, handler),
    clients: {
      matchAll: () => Promise.resolve(windows),
      openWindow: (page: string) => Promise.resolve(void opened.push(page)),
    },
    registration: {
      showNotification: (title: string, look: object) => Promise.resolve(void shown.push({ title, ...look })),
    },
  };
  runInNewContext(workerFor(new Map()), { self });
});

/** Gives the worker an event and waits for what it does. */
async function send(type: string, content: object): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  handlers.get(type)?.({ waitUntil: (begun: Promise<unknown>) => (work = begun), ...content });
  await work;
}

const click = (page: string) =>
  send('notificationclick', { notification: { close: () => undefined, data: { page } } });

it('shows what is pushed, one of a tag', async () => {
  const told = { title: 'Read', text: 'At 08:00.', tag: 'n1', page: '/today' };
  await send('push', { data: { json: () => told } });
  expect(shown).toEqual([
    expect.objectContaining({ title: 'Read', body: 'At 08:00.', tag: 'n1', data: { page: '/today' } }),
  ]);
});

it('shows nothing without content', async () => {
  await send('push', { data: null });
  expect(shown).toEqual([]);
});

it('leads to the page, in a new window when none is open', async () => {
  await click('/tasks');
  expect(opened).toEqual(['/tasks']);
});

it('leads to the page in the window that is open', async () => {
  const went: string[] = [];
  windows = [
    { focus: () => Promise.resolve(), navigate: (page: string) => Promise.resolve(went.push(page)) },
  ];
  await click('/tasks');
  expect([opened, went]).toEqual([[], ['/tasks']]);
});

it('brings a window to the front that cannot be led', async () => {
  let focused = 0;
  const navigate = () => Promise.reject(new TypeError('not controlled'));
  windows = [{ focus: () => Promise.resolve((focused += 1)), navigate }];
  await click('/tasks');
  expect(focused).toBe(1);
});
