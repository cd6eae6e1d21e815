import type { Query, QueryClient } from '@tanstack/react-query';
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { useEffect, useState, type ReactNode } from 'react';
import { allWords } from '@/lib/i18n';
import { openOutbox } from '@/lib/outbox/open';
import { outboxOf } from '@/lib/outbox/queue';
import { forgetUndo } from '@/lib/undo';
import { newQueryClient } from './client';
import { userPersister } from './persister';

// Raise it when a cached shape changes: what older versions kept is then fetched anew. Edits are not in the cache, so
// they stay (see lib/outbox).
const CACHE_VERSION = '2';
const BACKGROUND_AFTER_MS = 4_000;

type Props = { userId: string; children: ReactNode };

/** What was kept just before the page was left may lack the last edit; anything older is asked anew when it is shown. */
const isRecent = ({ state }: Query): boolean => state.dataUpdatedAt > Date.now() - 60_000;

function newClient(userId: string) {
  const client = newQueryClient();
  openOutbox(client, userId);
  return client;
}

/** Later, and in a part of its own: the first page needs none of it. */
function useBackground(client: QueryClient, userId: string, restored: boolean): void {
  useEffect(() => {
    if (!restored) return undefined;
    let stop: (() => void) | undefined;
    const begin = async () => {
      const [{ beginBackground }] = await Promise.all([import('./background'), allWords()]);
      if (timer !== undefined) stop = beginBackground(client, userId);
    };
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(
      () => void begin().catch(() => undefined),
      BACKGROUND_AFTER_MS,
    );
    return () => {
      clearTimeout(timer);
      timer = undefined;
      stop?.();
    };
  }, [client, userId, restored]);
}

/** The query cache and the outbox of one person, kept on this device. Render it with `key={userId}`: they never mix. */
export function UserCache({ userId, children }: Props) {
  const [client] = useState(() => newClient(userId));
  const [persister] = useState(() => userPersister(userId));
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    const outbox = outboxOf(client);
    if (restored) void outbox.start().then(() => client.invalidateQueries({ predicate: isRecent }));
    return () => outbox.stop();
  }, [client, restored]);
  useEffect(() => forgetUndo, []);
  useBackground(client, userId, restored);
  return (
    <PersistQueryClientProvider
      client={client}
      persistOptions={{
        persister,
        maxAge: Number.POSITIVE_INFINITY, // old reads are dropped on restore, one by one
        buster: CACHE_VERSION,
        dehydrateOptions: { shouldDehydrateMutation: () => false },
      }}
      onSuccess={() => setRestored(true)}
    >
      {children}
    </PersistQueryClientProvider>
  );
}
