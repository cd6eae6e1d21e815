import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Check } from '@/components/Check';
import { FormAlert } from '@/components/Field';
import { useAct } from '@/components/useAct';
import type { NotificationPreferences } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { PreferenceChange } from '@/lib/notifications';
import { isPushed, startPush, stopPush } from '@/lib/push';
import { canPush } from '@/lib/pwa/subscription';
import styles from './Preferences.module.css';

const KINDS = ['reminder', 'milestone', 'order'] as const;
const KEY = ['push'];

type Props = { preferences: NotificationPreferences; onChange: (change: PreferenceChange) => void };

/** Which kinds are shown; the same for all of the person's devices. */
function Kinds({ preferences, onChange }: Props) {
  return KINDS.map((kind) => (
    <Check
      key={kind}
      checked={preferences.channels[kind].push}
      onChange={(push) => onChange({ channels: { [kind]: { push } } })}
    >
      {t(`notify.kind.${kind}`)}
    </Check>
  ));
}

function Switch({ preferences, onChange }: Props) {
  const client = useQueryClient();
  const { data: on = false } = useQuery({
    queryKey: KEY,
    queryFn: isPushed,
    staleTime: 0,
    networkMode: 'always',
  });
  const [denied, setDenied] = useState(Notification.permission === 'denied');
  const { acting, alert, act } = useAct();
  const renew = () => client.invalidateQueries({ queryKey: KEY });
  const start = () =>
    act('start', async () => {
      const started = await startPush();
      setDenied(Notification.permission === 'denied');
      // Who switches it on wants to see something: reminders, unless they have chosen before.
      if (started && KINDS.every((kind) => !preferences.channels[kind].push))
        onChange({ channels: { reminder: { push: true } } });
      await renew();
    });
  const stop = () => act('stop', () => stopPush().then(renew));
  return (
    <>
      <p className={styles.small}>{t('notify.push.text')}</p>
      {denied && !on && <p className={styles.small}>{t('notify.push.denied')}</p>}
      <FormAlert text={alert} />
      {on && <Kinds preferences={preferences} onChange={onChange} />}
      <Button look="quiet" busy={acting !== null} onClick={() => void (on ? stop() : start())}>
        {t(on ? 'notify.push.stop' : 'notify.push.start')}
      </Button>
    </>
  );
}

/** What this device shows while the app is closed. */
export function PushCard(props: Props) {
  return (
    <Card title={t('notify.push')}>
      {canPush() ? <Switch {...props} /> : <p className={styles.small}>{t('notify.push.none')}</p>}
    </Card>
  );
}
