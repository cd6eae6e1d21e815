import type { DehydratedState } from '@tanstack/react-query';
import type { PersistedClient, Persister } from '@tanstack/react-query-persist-client';
import { createStore, del, get, set, type UseStore } from 'idb-keyval';

const KEEP_MS = 30 * 86_400_000;
const WRITE_AFTER_MS = 200;

let store: UseStore | undefined;
const cacheStore = (): UseStore => (store ??= createStore('daybook', 'cache'));

/** What was cut off in mid-flight is taken up again like what waited for the network. */
function resumable(state: DehydratedState): DehydratedState {
  return {
    queries: state.queries.filter((query) => query.state.dataUpdatedAt > Date.now() - KEEP_MS),
    mutations: state.mutations.map((mutation) => ({
      ...mutation,
      state: { ...mutation.state, isPaused: true },
    })),
  };
}

const persisters = new Map<string, Persister>();

/** Keeps one person's cache and queue in IndexedDB under their own key. Storage that fails only costs the memory. */
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
      return saved && { ...saved, clientState: resumable(saved.clientState) };
    },
    async removeClient() {
      latest = null;
      clearTimeout(timer);
      await del(userId, cacheStore()).catch(() => undefined);
    },
  };
}
