import { useState, type SubmitEvent } from 'react';
import { Card } from '@/components/Card';
import { Field } from '@/components/Field';
import type { Profile } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useUpdateProfile } from '@/lib/profile';
import PhotoField from './PhotoField';
import styles from './SettingsPage.module.css';

const LONGEST_NAME = 100;

/** Who the person is here. */
export function PersonCard({ profile }: { profile: Profile }) {
  const { mutate } = useUpdateProfile();
  const [name, setName] = useState(profile.name);
  const save = () => {
    const chosen = name.trim();
    setName(chosen || profile.name);
    if (chosen && chosen !== profile.name) mutate({ name: chosen });
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <Card title={t('settings.profile')}>
      <PhotoField profile={profile} />
      <form onSubmit={onSubmit}>
        <Field label={t('settings.name')}>
          {(control) => (
            <input
              {...control}
              autoComplete="name"
              value={name}
              maxLength={LONGEST_NAME}
              onChange={(event) => setName(event.target.value)}
              onBlur={save}
            />
          )}
        </Field>
      </form>
      <dl className={styles.facts}>
        <div>
          <dt>{t('settings.email')}</dt>
          <dd>{profile.email}</dd>
        </div>
      </dl>
    </Card>
  );
}
