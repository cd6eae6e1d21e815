import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Page } from '@/components/Page';
import { ErrorState, Skeleton } from '@/components/States';
import type { Profile } from '@/lib/api/types';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { leave } from '@/lib/query/leave';
import { setTheme, useTheme } from '@/lib/theme';
import styles from './SettingsPage.module.css';

function Facts({ profile }: { profile: Profile }) {
  const facts = [
    [t('settings.name'), profile.name],
    [t('settings.email'), profile.email],
    [t('settings.zone'), profile.timezone.replace(/_/g, ' ')],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ProfileCard() {
  const { data, error, failureReason, refetch } = useProfile();
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={1} tall reason={failureReason} />;
  return (
    <section className={styles.card} aria-labelledby="profile">
      <h2 id="profile">{t('settings.profile')}</h2>
      <Facts profile={data} />
    </section>
  );
}

export default function SettingsPage() {
  const theme = useTheme();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  return (
    <Page title={t('settings.title')}>
      <ProfileCard />
      <section className={styles.card} aria-labelledby="look">
        <h2 id="look">{t('settings.look')}</h2>
        <Choice
          legend={t('settings.theme')}
          hideLegend
          value={theme}
          options={[
            { value: 'system', label: t('settings.theme.system') },
            { value: 'light', label: t('settings.theme.light') },
            { value: 'dark', label: t('settings.theme.dark') },
          ]}
          onChange={setTheme}
        />
      </section>
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
    </Page>
  );
}
