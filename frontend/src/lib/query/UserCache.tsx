import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { useEffect, useState, type ReactNode } from 'react';
import { openOutbox } from '@/lib/outbox/open';
import { outboxOf } from '@/lib/outbox/queue';
import { newQueryClient } from './client';
import { userPersister } from './persister';

// Raise it when a cached shape changes: what older versions kept is then fetched anew. Edits are not in the cache, so
// they stay (see lib/outbox).
const CACHE_VERSION = '2';

type Props = { userId: string; children: ReactNode };

function newClient(userId: string) {
  const client = newQueryClient();
  openOutbox(client, userId);
  return client;
}

/** The query cache and the outbox of one person, kept on this device. Render it with `key={userId}`: they never mix. */
export function UserCache({ userId, children }: Props) {
  const [client] = useState(() => newClient(userId));
  const [persister] = useState(() => userPersister(userId));
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    const outbox = outboxOf(client);
    // What was kept may be older than the last edit before the page was left: asked anew, with what waits laid over it.
    if (restored) void outbox.start().then(() => client.invalidateQueries());
    return () => outbox.stop();
  }, [client, restored]);
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
