import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Loaded } from '@/components/Loaded';
import type { SecurityEvent } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useSecurityEvents } from '@/lib/security';
import styles from './Security.module.css';
import { deviceOf, eventOf, momentOf } from './words';

function EventItem({ event }: { event: SecurityEvent }) {
  const detail = / on /.test(event.detail) ? deviceOf(event.detail) : event.detail;
  const where = event.device && deviceOf(event.device);
  return (
    <li className={styles.item}>
      <p className={styles.name}>
        {eventOf(event.kind)}
        {detail && <span className={styles.detail}> · {detail}</span>}
      </p>
      <p className={styles.small}>{[momentOf(event.at), where, event.address].filter(Boolean).join(' · ')}</p>
    </li>
  );
}

/** What happened to the account lately, so that what somebody else did is noticed. */
export function EventsCard() {
  const events = useSecurityEvents();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events;
  return (
    <Card title={t('security.events')}>
      <p>{t('security.events.text')}</p>
      <Loaded query={events} rows={3}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <p className={styles.small}>{t('security.events.none')}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((event) => (
                <EventItem key={event.id} event={event} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('security.events.more')}
        </Button>
      )}
    </Card>
  );
}
