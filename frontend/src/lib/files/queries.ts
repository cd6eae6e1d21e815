import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { FilePage, FilePurpose, FilesUsage, Profile, StoredFile } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';
import { renewFiles } from './renew';
import { isUnderway } from './uploads';

const SOON_MS = 1_000;
const LATER_MS = 5_000;
const LONG_MS = 30_000;

type Place = { purpose: FilePurpose; ref: string | null };

/** Waiting for a file that this device has sent, or at work. */
export const isChanging = ({ id, status }: StoredFile): boolean =>
  status === 'processing' || (status === 'waiting' && isUnderway(id) === 'sent');

/** The files of one thing, asked about while one of them is being worked on: often at first. */
export function useFiles({ purpose, ref }: Place) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.files(purpose, ref),
    queryFn: async () => {
      const of = ref === null ? '' : `&ref=${encodeURIComponent(ref)}`;
      const { items, usage } = await call<FilePage>('GET', `/uploads?purpose=${purpose}${of}`);
      client.setQueryData(keys.filesStored, usage);
      return items;
    },
    refetchInterval: ({ state: { data } }) => {
      const newest = (data ?? []).filter(isChanging).map(({ created_at }) => Date.parse(created_at));
      if (newest.length === 0) return false;
      return Date.now() - Math.max(...newest) < LONG_MS ? SOON_MS : LATER_MS;
    },
  });
}

/** The files of a habit's latest days, the latest first. */
export const useDayFiles = (habitId: string) =>
  useQuery({
    queryKey: keys.dayFiles(habitId),
    queryFn: async () =>
      (await call<FilePage>('GET', `/uploads?purpose=checkin&ref=${habitId}&limit=100`)).items,
    refetchInterval: ({ state: { data } }) => ((data ?? []).some(isChanging) ? LATER_MS : false),
  });

/** What all of the person's files come to, as it was told last. */
export function useStored(): FilesUsage | undefined {
  const client = useQueryClient();
  return useQuery<FilesUsage>({
    queryKey: keys.filesStored,
    queryFn: () => client.getQueryData<FilesUsage>(keys.filesStored) ?? Promise.reject(new Error('not told')),
    enabled: false,
  }).data;
}

/** Deleting a file cannot be taken back. Shown at once. */
export function useDeleteFile({ purpose, ref }: Place) {
  const client = useQueryClient();
  const queryKey = keys.files(purpose, ref);
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => call('DELETE', `/uploads/${id}`),
    onSuccess: (_, id) =>
      client.setQueryData<StoredFile[]>(queryKey, (files) => files?.filter((file) => file.id !== id)),
    onSettled: () => renewFiles(client, purpose, ref),
  });
}

/** Makes a file that is ready the photo of the profile; null: none. The one before is deleted by the server. */
export function useChoosePhoto() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: (photo: string | null) => call<Profile>('PATCH', '/users/me', { photo }),
    onSuccess: (profile) => client.setQueryData<Profile>(keys.profile, profile),
    onSettled: () => client.invalidateQueries({ queryKey: keys.files('photo', null) }),
  });
}
