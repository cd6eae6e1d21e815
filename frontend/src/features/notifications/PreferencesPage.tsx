import { ButtonLink } from '@/components/Button';
import { Card } from '@/components/Card';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { describeError } from '@/lib/api/describe';
import type { NotificationPreferences } from '@/lib/api/types';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useChangePreferences, usePreferences } from '@/lib/notifications';
import { toast } from '@/lib/toast';
import { ChannelTable } from './ChannelTable';
import { PhoneCard } from './PhoneCard';
import styles from './Preferences.module.css';
import { PushCard } from './PushCard';
import { QuietCard } from './QuietCard';

const say = (error: unknown) => toast({ text: describeError(error), tone: 'problem' });

/** Why no mail comes, and what helps. */
function MailProblem({ why }: { why: 'bounce' | 'complaint' }) {
  const email = useProfile().data?.email ?? '';
  return (
    <section className={styles.problem} aria-label={t(`notify.mail.${why}.title`)}>
      <h2>{t(`notify.mail.${why}.title`)}</h2>
      <p>{t(`notify.mail.${why}.text`, { email })}</p>
      {why === 'bounce' && (
        <ButtonLink href="/settings/security" look="quiet">
          {t('notify.mail.fix')}
        </ButtonLink>
      )}
    </section>
  );
}

function Preferences({ preferences }: { preferences: NotificationPreferences }) {
  const { mutate } = useChangePreferences();
  const { mail_problem, quiet_hours, phone, sms_available } = preferences;
  return (
    <>
      {mail_problem && <MailProblem why={mail_problem} />}
      <Card title={t('notify.what')}>
        <p className={styles.small}>{t('notify.what.text')}</p>
        <ChannelTable preferences={preferences} onChange={(change) => mutate(change, { onError: say })} />
        {sms_available && !phone?.verified && <p className={styles.small}>{t('notify.sms.first')}</p>}
      </Card>
      <QuietCard quiet={quiet_hours} onChange={(quiet) => mutate({ quiet_hours: quiet }, { onError: say })} />
      <PushCard preferences={preferences} onChange={(change) => mutate(change, { onError: say })} />
      <PhoneCard preferences={preferences} />
    </>
  );
}

/** What reaches the person, where, and when not; each change is saved as it is made. */
export default function PreferencesPage() {
  return (
    <Page title={t('notify.title')} back="/settings">
      <Loaded query={usePreferences()} rows={3} tall>
        {(preferences) => <Preferences preferences={preferences} />}
      </Loaded>
    </Page>
  );
}
