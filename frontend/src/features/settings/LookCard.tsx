import { Card } from '@/components/Card';
import { Choice } from '@/components/Choice';
import type { Profile } from '@/lib/api/types';
import { LANGUAGES, t } from '@/lib/i18n';
import { useUpdateProfile } from '@/lib/profile';
import { setTheme, useTheme } from '@/lib/theme';

const AUTO = 'auto';

/** Language and colours. */
export function LookCard({ profile }: { profile: Profile | undefined }) {
  const theme = useTheme();
  const { mutate } = useUpdateProfile();
  return (
    <Card title={t('settings.look')}>
      <Choice
        legend={t('settings.theme')}
        value={theme}
        options={[
          { value: 'system', label: t('settings.theme.system') },
          { value: 'light', label: t('settings.theme.light') },
          { value: 'dark', label: t('settings.theme.dark') },
        ]}
        onChange={setTheme}
      />
      {profile && (
        <Choice
          legend={t('settings.language')}
          value={profile.language ?? AUTO}
          options={[AUTO, ...LANGUAGES].map((language) => ({
            value: language,
            label: t(`settings.language.${language as 'auto' | 'en' | 'de'}`),
          }))}
          onChange={(chosen) => {
            mutate({ language: LANGUAGES.find((language) => language === chosen) ?? null });
          }}
        />
      )}
    </Card>
  );
}
