import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import type { Edit } from './edits';

/** Where one person's edits are kept. A database of its own: clearing or renewing the cache never touches it. */
export type EditStore = {
  /** All that is kept, oldest first. */
  load: () => Promise<Edit[]>;
  put: (edit: Edit) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

let database: UseStore | undefined;
const editDatabase = (): UseStore => (database ??= createStore('daybook-outbox', 'edits'));

export function userStore(userId: string): EditStore {
  const prefix = `${userId}/`;
  return {
    async load() {
      const all = await entries<string, Edit>(editDatabase());
      return all
        .filter(([key]) => key.startsWith(prefix))
        .map(([, edit]) => edit)
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    put: (edit) => set(prefix + edit.id, edit, editDatabase()),
    remove: (id) => del(prefix + id, editDatabase()),
  };
}
