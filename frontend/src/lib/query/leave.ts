import type { QueryClient } from '@tanstack/react-query';
import { closeMedia } from '@/lib/files/media';
import { t } from '@/lib/i18n';
import { outboxOf } from '@/lib/outbox/queue';
import { getSession, logOut } from '@/lib/session/store';
import { toast } from '@/lib/toast';
import { userPersister } from './persister';

/**
 * Logs out and takes this person's cached content off the device. Edits that were not sent stay here for the next login
 * of the same person, and that is said.
 */
export async function leave(client: QueryClient): Promise<void> {
  const { userId } = getSession();
  const kept = outboxOf(client).all().length;
  await closeMedia();
  await logOut();
  if (kept > 0) toast({ text: t('outbox.kept', { count: kept }) });
  if (userId !== null) await userPersister(userId).removeClient();
}
