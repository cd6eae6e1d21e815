import type { QueryClient } from '@tanstack/react-query';
import type { FilePurpose } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';

/** Asks again for the files of one thing; of a day also for those of all its habit's days. */
export async function renewFiles(
  client: QueryClient,
  purpose: FilePurpose,
  ref: string | null,
): Promise<void> {
  const [habitId = ''] = (ref ?? '').split(':');
  if (purpose === 'checkin') void client.invalidateQueries({ queryKey: keys.dayFiles(habitId) });
  await client.invalidateQueries({ queryKey: keys.files(purpose, ref) });
}
