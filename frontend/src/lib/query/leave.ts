import type { QueryClient } from '@tanstack/react-query';
import { getSession, logOut } from '@/lib/session/store';
import { userPersister } from './persister';

/**
 * Logs out and takes this person's cached content off the device, unless edits still wait to be sent: those are kept
 * for the next login of the same person.
 */
export async function leave(client: QueryClient): Promise<void> {
  const { userId } = getSession();
  const waiting = client.isMutating();
  await logOut();
  if (userId !== null && waiting === 0) await userPersister(userId).removeClient();
}
