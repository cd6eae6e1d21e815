import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type {
  Notification,
  NotificationChannel,
  NotificationKind,
  NotificationPage,
  NotificationPreferences,
  QuietHours,
} from '@/lib/api/types';

const KEY = ['notifications'] as const;
const LIST = [...KEY, 'list'] as const;
const UNREAD = [...KEY, 'unread'] as const;
const PREFERENCES = [...KEY, 'preferences'] as const;
const A_PAGE = 30;
const SOON_MS = 60_000;
const NOW_AND_THEN_MS = 5 * 60_000;

type Pages = InfiniteData<NotificationPage, string>;
type Unread = { unread: number };

/** How many are unread (100: or more). Asked for in passing: when the app is opened or comes back, and now and then. */
export const useUnread = () =>
  useQuery({
    queryKey: UNREAD,
    queryFn: () => call<Unread>('GET', '/notifications/unread'),
    staleTime: SOON_MS,
    refetchInterval: NOW_AND_THEN_MS,
  });

/** What the person was told, newest first, page after page. What is told of unread ones counts for the bell too. */
export function useInbox() {
  const client = useQueryClient();
  return useInfiniteQuery({
    queryKey: LIST,
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam && `&cursor=${encodeURIComponent(pageParam)}`;
      const page = await call<NotificationPage>('GET', `/notifications?limit=${A_PAGE}${cursor}`);
      client.setQueryData<Unread>(UNREAD, { unread: page.unread });
      return page;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
}

/** Shows those as read that `isRead` names. */
function showRead(client: QueryClient, isRead: (id: string) => boolean): void {
  let newly = 0;
  const read = (item: Notification): Notification => {
    if (item.read || !isRead(item.id)) return item;
    newly += 1;
    return { ...item, read: true };
  };
  client.setQueryData<Pages>(LIST, (known) => {
    const pages = known?.pages.map((page) => ({ ...page, items: page.items.map(read) }));
    return known && pages && { ...known, pages };
  });
  client.setQueryData<Unread>(UNREAD, (known) => known && { unread: Math.max(0, known.unread - newly) });
}

/** Marks at once, and asks anew what is so when that could not be saved. */
function useMark<Sent>(show: (client: QueryClient, sent: Sent) => void, send: (sent: Sent) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    networkMode: 'always',
    onMutate: async (sent: Sent) => {
      await client.cancelQueries({ queryKey: LIST }); // an answer from before would show it unread again
      show(client, sent);
    },
    onSettled: () => Promise.all([LIST, UNREAD].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const useMarkRead = () =>
  useMark<string>(
    (client, id) => showRead(client, (known) => known === id),
    (id) => call('PUT', `/notifications/${id}/read`),
  );

/** @param until the newest one that the person has seen: what comes meanwhile stays unread. */
export const useMarkAllRead = () =>
  useMark<string>(
    (client, until) => {
      showRead(client, (known) => known <= until);
      client.setQueryData<Unread>(UNREAD, { unread: 0 });
    },
    (until) => call('PUT', '/notifications/read', { until }),
  );

export const usePreferences = () =>
  useQuery({
    queryKey: PREFERENCES,
    queryFn: () => call<NotificationPreferences>('GET', '/notifications/preferences'),
    staleTime: 0,
  });

export type PreferenceChange = {
  channels?: Partial<Record<NotificationKind, Partial<Record<NotificationChannel | 'push', boolean>>>>;
  quiet_hours?: QuietHours | null;
};

function changed(known: NotificationPreferences, change: PreferenceChange): NotificationPreferences {
  const channels = { ...known.channels };
  for (const kind of Object.keys(change.channels ?? {}) as NotificationKind[])
    Object.assign(channels, { [kind]: { ...channels[kind], ...change.channels?.[kind] } });
  return {
    ...known,
    channels,
    ...('quiet_hours' in change ? { quiet_hours: change.quiet_hours ?? null } : {}),
  };
}

/** Changes preferences: shown at once, sent one after the other, and put back as the server has it when it refuses. */
export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'preferences' },
    networkMode: 'always',
    mutationFn: (change: PreferenceChange) =>
      call<NotificationPreferences>('PATCH', '/notifications/preferences', change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: PREFERENCES });
      client.setQueryData<NotificationPreferences>(PREFERENCES, (known) => known && changed(known, change));
    },
    onSettled: () => {
      // The last of several says how it is; an earlier answer would show a later tap undone.
      if (client.isMutating({ predicate: ({ options }) => options.scope?.id === 'preferences' }) > 1) return;
      void client.invalidateQueries({ queryKey: PREFERENCES });
    },
  });
}

/** Sends a code to the number. */
export const sendPhoneCode = (number: string): Promise<void> =>
  call('POST', '/notifications/phone', { number });

export const verifyPhone = (code: string): Promise<void> =>
  call('POST', '/notifications/phone/verify', { code });

export const forgetPhone = (): Promise<void> => call('DELETE', '/notifications/phone');

export function useRenewPreferences(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: PREFERENCES });
}
