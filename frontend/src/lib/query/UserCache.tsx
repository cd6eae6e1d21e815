import type { Mutation, QueryClient } from '@tanstack/react-query';
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client';
import { useState, type ReactNode } from 'react';
import { newQueryClient } from './client';
import { userPersister } from './persister';

// Raise it when a cached shape changes: what older versions kept is then dropped.
const CACHE_VERSION = '1';

const isUnfinished = (mutation: Mutation): boolean => mutation.state.status === 'pending';

/** Sends what waited, then asks anew: what was kept may be older than the last edit before the page was left. */
async function takeUp(client: QueryClient): Promise<void> {
  await client.resumePausedMutations();
  await client.invalidateQueries();
}

type Props = { userId: string; prepare: (client: QueryClient) => void; children: ReactNode };

/** The query cache of one person, kept on this device. Render it with `key={userId}`: caches never mix. */
export function UserCache({ userId, prepare, children }: Props) {
  const [client] = useState(() => {
    const fresh = newQueryClient();
    prepare(fresh);
    return fresh;
  });
  const [persister] = useState(() => userPersister(userId));
  return (
    <PersistQueryClientProvider
      client={client}
      persistOptions={{
        persister,
        maxAge: Number.POSITIVE_INFINITY, // the queue must outlast any time offline; old reads are dropped on restore
        buster: CACHE_VERSION,
        dehydrateOptions: { shouldDehydrateMutation: isUnfinished },
      }}
      onSuccess={() => takeUp(client)}
    >
      {children}
    </PersistQueryClientProvider>
  );
}
