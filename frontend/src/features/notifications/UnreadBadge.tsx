import { t } from '@/lib/i18n';
import { useUnread } from '@/lib/notifications';

const MOST = 99;

/** How many notifications are unread, on the bell; nothing when there are none. */
export default function UnreadBadge({ className }: { className: string | undefined }) {
  const unread = useUnread().data?.unread ?? 0;
  if (unread === 0) return null;
  const count = unread > MOST ? `${MOST}+` : String(unread);
  return (
    <>
      <span className={className} aria-hidden="true">
        {count}
      </span>
      <span className="visually-hidden">{t('inbox.unread', { count })}</span>
    </>
  );
}
