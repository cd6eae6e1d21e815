import { useState } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { Card } from '@/components/Card';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { useAct } from '@/components/useAct';
import { ApiError } from '@/lib/api/errors';
import { describeError } from '@/lib/api/describe';
import type { Security } from '@/lib/api/types';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { saveFile } from '@/lib/save';
import { closeAccount, fetchEverything, useRenewSecurity, useSecurity } from '@/lib/security';
import { PasswordForm } from './PasswordForm';
import { dateOf } from './words';

const isTooLarge = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'export-too-large';

/** Everything that is stored about the person, to keep or to read. */
function DownloadCard() {
  const [large, setLarge] = useState(false);
  const { acting, alert, act } = useAct((error) => {
    setLarge(isTooLarge(error));
    return isTooLarge(error) ? t('account.download.large') : describeError(error);
  });
  const download = () =>
    act('download', async () => {
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`daybook-${day}.json`, await fetchEverything());
    });
  return (
    <Card title={t('account.download')}>
      <p>{t('account.download.text')}</p>
      <FormAlert text={alert} />
      {large && (
        <ButtonLink href="/export" look="quiet">
          {t('account.download.export')}
        </ButtonLink>
      )}
      <Button look="quiet" busy={acting !== null} onClick={() => void download()}>
        {t('account.download.action')}
      </Button>
    </Card>
  );
}

function DeleteCard({ security, email }: { security: Security; email: string }) {
  const renew = useRenewSecurity();
  const [asking, setAsking] = useState(false);
  const close = async (password: string) => {
    await closeAccount(password);
    await renew();
    setAsking(false);
  };
  if (security.closing)
    return (
      <Card title={t('account.delete')}>
        <p>{t('account.closing.text', { date: dateOf(security.closing.erase_at) })}</p>
      </Card>
    );
  return (
    <Card title={t('account.delete')}>
      <p>{t('account.delete.text')}</p>
      {asking ? (
        <PasswordForm
          email={email}
          text={t('account.delete.ask')}
          action={t('account.delete.action')}
          look="danger"
          send={close}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <Button look="danger" onClick={() => setAsking(true)}>
          {t('account.delete.begin')}
        </Button>
      )}
    </Card>
  );
}

/** What one takes along, and the way out. */
export default function AccountPage() {
  const { data: profile } = useProfile();
  return (
    <Page title={t('account.title')} back="/settings">
      <DownloadCard />
      <Loaded query={useSecurity()}>
        {(security) => <DeleteCard security={security} email={profile?.email ?? ''} />}
      </Loaded>
    </Page>
  );
}
