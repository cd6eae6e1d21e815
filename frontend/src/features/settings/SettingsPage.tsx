import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Page } from '@/components/Page';
import { ErrorState, Skeleton } from '@/components/States';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useOutbox } from '@/lib/outbox';
import { leave } from '@/lib/query/leave';
import { DayCard } from './DayCard';
import { DeviceCard } from './DeviceCard';
import { LookCard } from './LookCard';
import { DATA, NOTIFICATIONS, PageLinks, SECURITY } from './PageLinks';
import { PersonCard } from './PersonCard';

function LogOut() {
  const client = useQueryClient();
  const { waiting, refused } = useOutbox();
  const [leaving, setLeaving] = useState(false);
  const kept = waiting.length + refused.length;
  return (
    <>
      {kept > 0 && <p>{t('outbox.kept.before', { count: kept })}</p>}
      <Button
        look="quiet"
        wide
        busy={leaving}
        onClick={() => {
          setLeaving(true);
          void leave(client);
        }}
      >
        {t('settings.logout')}
      </Button>
    </>
  );
}

/** Everything that is the person's own choice; each change is saved as it is made. */
export default function SettingsPage() {
  const { data, error, failureReason, refetch } = useProfile();
  return (
    <Page title={t('settings.title')}>
      {data && <PersonCard profile={data} />}
      {data && <DayCard profile={data} />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={1} tall reason={failureReason} />}
      <LookCard profile={data} />
      <Card title={t('settings.notifications.title')}>
        <PageLinks to={NOTIFICATIONS} />
      </Card>
      <Card title={t('settings.data')}>
        <PageLinks to={DATA} />
      </Card>
      <Card title={t('settings.security')}>
        <PageLinks to={SECURITY} />
      </Card>
      <DeviceCard />
      <LogOut />
    </Page>
  );
}
