import { onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '@/lib/api/errors';
import type { Edit } from './edits';
import { Outbox } from './outbox';
import { newEdit } from './queue';
import type { EditStore } from './storage';

const check = (habitId: string, date = '2026-11-01') =>
  newEdit('checkin', { habitId, date, mark: { status: 'done', value: null } }, { name: habitId });
const create = (id: string) => newEdit('habit.create', { id, input: {} as never }, { name: id });
const order = (...ids: string[]) => newEdit('habits.order', { ids }, { name: '' });
const refusal = (status: number, detail = '') =>
  new ApiError(new Response(null, { status }), { status, detail, type: 'urn:x:no' });

class MemoryStore implements EditStore {
  readonly kept = new Map<string, Edit>();
  load = () => Promise.resolve([...this.kept.values()].sort((one, other) => (one.id < other.id ? -1 : 1)));
  put = (edit: Edit) => Promise.resolve(void this.kept.set(edit.id, edit));
  remove = (id: string) => Promise.resolve(void this.kept.delete(id));
}

/** Tabs that take turns, as Web Locks make them. */
class FakeLocks {
  private last: Promise<unknown> = Promise.resolve();
  request(_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) {
    const mine = this.last.then(() => (signal.aborted ? undefined : work()));
    this.last = mine.catch(() => undefined);
    return mine;
  }
}

let store: MemoryStore;
let tabs: Outbox[];

/** A tab of the person; `send` is what the server does with an edit. */
function openTab(send: (edit: Edit) => unknown) {
  const sent: string[] = [];
  const refused: Edit[] = [];
  const shown: Edit[] = [];
  const outbox = new Outbox('ada', {
    store,
    send: async (edit) => {
      const answer = await send(edit);
      sent.push(edit.name || edit.kind);
      return answer;
    },
    show: (edit) => shown.push(edit),
    onSent: () => undefined,
    onRefused: (edit) => refused.push(edit),
    onElsewhere: () => undefined,
  });
  tabs.push(outbox);
  return { outbox, sent, refused, shown };
}

const settled = () => vi.waitFor(() => expect(store.kept.size).toBe(0));

beforeEach(() => {
  store = new MemoryStore();
  tabs = [];
  const locks = new FakeLocks();
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks }));
});

afterEach(() => {
  tabs.forEach((tab) => tab.stop());
  onlineManager.setOnline(true);
  vi.unstubAllGlobals();
});

it('keeps what is made without a network, and sends it in order when it is back', async () => {
  onlineManager.setOnline(false);
  const { outbox, sent } = openTab(() => 'ok');
  await outbox.start();
  expect(await outbox.add(create('walk'))).toBeUndefined(); // it waits, and nobody waits for it
  outbox.post(check('walk', '2026-11-01'));
  outbox.post(check('walk', '2026-11-02'));
  await vi.waitFor(() => expect(store.kept.size).toBe(3));
  expect(sent).toEqual([]);
  onlineManager.setOnline(true);
  await settled();
  expect(sent).toEqual(['walk', 'walk', 'walk']);
});

it('sends after a reload what the page before could not', async () => {
  onlineManager.setOnline(false);
  const before = openTab(() => 'ok');
  await before.outbox.start();
  const edit = check('walk');
  before.outbox.post(edit);
  await vi.waitFor(() => expect(store.kept.size).toBe(1));
  before.outbox.stop();
  const after = openTab(() => 'ok');
  await after.outbox.start();
  expect(after.shown).toEqual([edit]); // it shows at once, before it was sent
  onlineManager.setOnline(true);
  await settled();
  expect(after.sent).toEqual(['walk']);
  expect(before.sent).toEqual([]);
});

it('does not let one habit wait for another', async () => {
  const { outbox, sent } = openTab((edit) => (edit.name === 'slow' ? new Promise(() => undefined) : 'ok'));
  await outbox.start();
  outbox.post(check('slow'));
  outbox.post(check('walk'));
  await vi.waitFor(() => expect(sent).toEqual(['walk']));
});

it('names habits to the server only after it made them', async () => {
  let make: (value: unknown) => void = () => undefined;
  const { outbox, sent } = openTab((edit) =>
    edit.kind === 'habit.create' ? new Promise((resolve) => (make = resolve)) : 'ok',
  );
  await outbox.start();
  outbox.post(create('walk'));
  outbox.post(order('walk'));
  outbox.post(check('other'));
  await vi.waitFor(() => expect(sent).toEqual(['other']));
  make('made');
  await settled();
  expect(sent).toEqual(['other', 'walk', 'habits.order']);
});

it('keeps what was refused, with the reason, over a reload, until it is tried again', async () => {
  let isFull = true;
  const answer = () => {
    if (isFull) throw refusal(409, 'There are a hundred habits already.');
  };
  const first = openTab(answer);
  await first.outbox.start();
  first.outbox.post(create('walk'));
  first.outbox.post(check('walk')); // goes nowhere without its habit
  await vi.waitFor(() => expect(first.refused).toHaveLength(1));
  first.outbox.stop();
  const { outbox, sent } = openTab(answer);
  await outbox.start();
  const [habit, mark] = outbox.all();
  expect(habit?.problem).toMatchObject({ status: 409, detail: 'There are a hundred habits already.' });
  expect(mark?.problem).toBeUndefined();
  expect(sent).toEqual([]);
  isFull = false;
  await outbox.retry(habit?.id ?? '');
  await settled();
  expect(sent).toEqual(['walk', 'walk']);
});

it('forgets what was discarded', async () => {
  const { outbox, sent } = openTab(() => {
    throw refusal(422);
  });
  await outbox.start();
  outbox.post(check('walk'));
  await vi.waitFor(() => expect(outbox.all()[0]?.problem?.status).toBe(422));
  await outbox.discard(outbox.all());
  expect(store.kept.size).toBe(0);
  expect(sent).toEqual([]);
});

it('tells whoever waits for the answer that it was no, and keeps nothing', async () => {
  const { outbox } = openTab(() => {
    throw refusal(422, 'Too long.');
  });
  await outbox.start();
  await expect(outbox.add(check('walk'))).rejects.toMatchObject({ status: 422, detail: 'Too long.' });
  expect(store.kept.size).toBe(0);
});

const PASSING: [string, Error][] = [
  ['the network fails', new NetworkError()],
  ['the server has a fault', refusal(500)],
  ['there is too much to do', refusal(429)],
  ['the session has ended', refusal(401)],
];

it.each(PASSING)('tries again when %s', async (_what, fault) => {
  let faults = 2;
  const { outbox, sent, refused } = openTab(() => {
    if (faults-- > 0) throw fault;
  });
  await outbox.start();
  outbox.post(check('walk'));
  await vi.waitFor(() => {
    outbox.wake(); // there is reason to hope: it does not wait out its time
    expect(sent).toEqual(['walk']);
  });
  expect(refused).toEqual([]);
});

it('sends each edit once, however many tabs are open', async () => {
  onlineManager.setOnline(false);
  const [one, other] = [openTab(() => 'ok'), openTab(() => 'ok')];
  await one.outbox.start();
  await other.outbox.start();
  one.outbox.post(check('walk'));
  one.outbox.post(check('read'));
  await vi.waitFor(() => expect(other.shown).toHaveLength(2)); // told by the other tab
  onlineManager.setOnline(true);
  await settled();
  await vi.waitFor(() => expect(other.outbox.all()).toEqual([]));
  expect([...one.sent, ...other.sent].sort()).toEqual(['read', 'walk']);
});
