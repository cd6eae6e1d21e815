import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useSecurity } from '@/lib/security';
import { EmailCard } from './EmailCard';
import { EventsCard } from './EventsCard';
import { PasswordCard } from './PasswordCard';
import { SecondStepCard } from './SecondStepCard';

/** How one gets into this account, and who did. */
export default function SecurityPage() {
  const { data: profile } = useProfile();
  const email = profile?.email ?? '';
  return (
    <Page title={t('security.title')} back="/settings">
      <Loaded query={useSecurity()} rows={3} tall>
        {(security) => (
          <>
            <SecondStepCard security={security} email={email} />
            <PasswordCard email={email} changedAt={security.password_changed_at} />
            <EmailCard email={email} />
          </>
        )}
      </Loaded>
      <EventsCard />
    </Page>
  );
}
