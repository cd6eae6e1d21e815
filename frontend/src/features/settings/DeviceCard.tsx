import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Field, formClass } from '@/components/Field';
import { deviceName, nameDevice } from '@/lib/deviceName';
import { t } from '@/lib/i18n';
import { isInstalled, useInstall } from '@/lib/pwa/install';
import { useSession } from '@/lib/session/store';
import { toast } from '@/lib/toast';

const IS_APPLE = /iPhone|iPad/;

function InstallHint() {
  const install = useInstall();
  if (isInstalled()) return <p>{t('settings.install.done')}</p>;
  return (
    <>
      <h3>{t('settings.install')}</h3>
      <p>{t('settings.install.text')}</p>
      {install ? (
        <Button look="quiet" onClick={install}>
          {t('settings.install.action')}
        </Button>
      ) : (
        <p>{t(IS_APPLE.test(navigator.userAgent) ? 'settings.install.apple' : 'settings.install.other')}</p>
      )}
    </>
  );
}

/** What this device is called, and how to install the app on it. */
export function DeviceCard() {
  const client = useQueryClient();
  const { userId } = useSession();
  const [name, setName] = useState(deviceName);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = name.trim();
    if (!chosen) return;
    if (userId !== null) nameDevice(client, userId, chosen);
    toast({ text: t('settings.device.saved') });
  };
  return (
    <Card title={t('settings.device')}>
      <form className={formClass} onSubmit={save}>
        <Field label={t('settings.device.name')} hint={t('settings.device.hint')}>
          {(control) => (
            <input
              {...control}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button look="quiet" type="submit">
          {t('settings.device.save')}
        </Button>
      </form>
      <InstallHint />
    </Card>
  );
}
