import { onlineManager, type QueryClient } from '@tanstack/react-query';
import { introduceDevice } from '@/lib/deviceName';
import { keepPrefetched } from './prefetch';

/** What goes on beside the pages as long as a person is here. @returns what ends it. */
export function beginBackground(client: QueryClient, userId: string): () => void {
  if (onlineManager.isOnline()) introduceDevice(client, userId); // nothing that the person would see waiting
  return keepPrefetched(client);
}
