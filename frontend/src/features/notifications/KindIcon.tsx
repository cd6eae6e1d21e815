import { BellIcon, InsightsIcon, RewardsIcon, StreakIcon } from '@/components/icons';
import type { NotificationKind } from '@/lib/api/types';

/** What a notification is about, at a glance; a kind that only a newer version of the app knows has the bell. */
export function KindIcon({ kind }: { kind: NotificationKind }) {
  if (kind === 'milestone') return <StreakIcon size={22} />;
  if (kind === 'order') return <RewardsIcon size={22} />;
  return kind === 'digest' ? <InsightsIcon size={22} /> : <BellIcon size={22} />;
}
