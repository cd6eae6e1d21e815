import type { PersistedClient, Persister } from '@tanstack/react-query-persist-client';
import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import { adoptMutations } from '@/lib/outbox/legacy';
import { userStore } from '@/lib/outbox/storage';

const KEEP_MS = 30 * 86_400_000;
const WRITE_AFTER_MS = 200;

let store: UseStore | undefined;
const cacheStore = (): UseStore => (store ??= createStore('daybook', 'cache'));

/** Leaves out what nobody asked for in a month; edits that an earlier version kept here go to the outbox. */
async function restorable(saved: PersistedClient, userId: string): Promise<PersistedClient> {
  const { queries, mutations } = saved.clientState;
  await adoptMutations(mutations, userStore(userId));
  const recent = queries.filter((query) => query.state.dataUpdatedAt > Date.now() - KEEP_MS);
  return { ...saved, clientState: { queries: recent, mutations: [] } };
}

const persisters = new Map<string, Persister>();

/** Keeps one person's cache in IndexedDB under their own key. Storage that fails only costs the memory. */
export function userPersister(userId: string): Persister {
  const known = persisters.get(userId) ?? newPersister(userId);
  persisters.set(userId, known);
  return known;
}

function newPersister(userId: string): Persister {
  let latest: PersistedClient | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (latest) await set(userId, latest, cacheStore()).catch(() => undefined);
  };
  // A page that is left right after a tap keeps the tap: the write begins now and the browser completes it.
  addEventListener('pagehide', () => void write());
  return {
    persistClient(client) {
      latest = client;
      timer ??= setTimeout(() => void write(), WRITE_AFTER_MS);
    },
    async restoreClient() {
      const saved = await get<PersistedClient>(userId, cacheStore()).catch(() => undefined);
      return saved && (await restorable(saved, userId));
    },
    async removeClient() {
      latest = null;
      clearTimeout(timer);
      await del(userId, cacheStore()).catch(() => undefined);
    },
  };
}
