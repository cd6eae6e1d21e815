import { afterEach, beforeEach, expect, it, vi } from 'vitest';

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly told: unknown[] = [];
  readonly postMessage = (message: unknown) => void this.told.push(message);
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.resolve());
}

class FakeContainer extends EventTarget {
  controller: object | null = {};
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(() => Promise.resolve(this.registration));
  takeOver = () => this.dispatchEvent(new Event('controllerchange'));
}

const held = new Set<string>();
const locks = {
  request: async (name: string, _options: object, work: () => Promise<void>) => {
    held.add(name);
    await work();
    held.delete(name);
  },
  query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
};

let container: FakeContainer;
const reload = vi.fn();

/** The app's start, as in a page that was just opened. */
async function start() {
  vi.resetModules();
  const { watchForms, undisturbed } = await import('./busy');
  const { startWorker, takeUpdate, takeIfWanted } = await import('./update');
  watchForms();
  await startWorker(reload);
  return { takeUpdate, takeIfWanted, undisturbed };
}

function newVersion(): FakeWorker {
  const worker = new FakeWorker();
  container.registration.installing = worker;
  container.registration.dispatchEvent(new Event('updatefound'));
  worker.become('installed');
  return worker;
}

function typeIntoForm(): HTMLFormElement {
  const form = document.createElement('form');
  form.innerHTML = '<input />';
  document.body.append(form);
  form.firstElementChild?.dispatchEvent(new Event('input', { bubbles: true }));
  return form;
}

async function hide(): Promise<void> {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  container = new FakeContainer();
  reload.mockClear();
  held.clear();
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { serviceWorker: container, locks }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

it('the worker is asked for without a detour through a cache', async () => {
  await start();
  expect(container.register).toHaveBeenCalledWith('/sw.js', { updateViaCache: 'none' });
});

it('the first worker changes nothing for the page that brought it', async () => {
  container.controller = null;
  await start();
  newVersion();
  container.takeOver();
  await hide();
  expect(reload).not.toHaveBeenCalled();
});

it('a new version waits while the app is looked at, and comes when it is not', async () => {
  await start();
  const worker = newVersion();
  expect(worker.told).toEqual([]);
  await hide();
  expect(worker.told).toEqual(['take over']);
  container.takeOver();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('one that waited since the last time comes at the start', async () => {
  const worker = new FakeWorker();
  container.registration.waiting = worker;
  await start();
  expect(worker.told).toEqual(['take over']);
});

it('never takes what is being typed away', async () => {
  const { takeUpdate, takeIfWanted } = await start();
  const worker = newVersion();
  const form = typeIntoForm();
  await hide();
  takeUpdate(); // asked for, and still not at the cost of the form
  takeIfWanted();
  expect(worker.told).toEqual([]);
  form.remove();
  takeIfWanted();
  expect(worker.told).toEqual(['take over']);
});

it('waits for work that must not be broken off', async () => {
  const { undisturbed } = await start();
  const worker = newVersion();
  let finish: () => void = () => undefined;
  const work = undisturbed(() => new Promise<void>((resolve) => (finish = resolve)));
  await hide();
  expect(worker.told).toEqual([]);
  finish();
  await work;
  await hide();
  expect(worker.told).toEqual(['take over']);
});

it('does not come by itself while another tab is typing', async () => {
  await start();
  const worker = newVersion();
  held.add('daybook-busy');
  await hide();
  expect(worker.told).toEqual([]);
  held.clear();
  await hide();
  expect(worker.told).toEqual(['take over']);
});

it('that another tab took waits here for the form', async () => {
  const { takeUpdate } = await start();
  const form = typeIntoForm();
  expect(held).toContain('daybook-busy');
  container.takeOver();
  expect(reload).not.toHaveBeenCalled();
  form.remove();
  takeUpdate();
  expect(reload).toHaveBeenCalledTimes(1);
});
