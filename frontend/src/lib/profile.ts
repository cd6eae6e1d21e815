import { useQueryClient } from '@tanstack/react-query';
import { chooseLanguage } from '@/lib/i18n';
import { leaveEdit, queueEdit } from '@/lib/outbox';
import type { ProfileChange } from '@/lib/outbox/edits';

/** Changes the person's settings: at once here, and on every device when it was sent. */
export function useUpdateProfile() {
  const client = useQueryClient();
  return {
    mutate: (change: ProfileChange): void => {
      leaveEdit(client, 'profile', { change }, '');
      if ('language' in change) chooseLanguage(change.language ?? null).catch(() => undefined);
    },
    mutateAsync: (change: ProfileChange): Promise<unknown> => queueEdit(client, 'profile', { change }, ''),
  };
}
