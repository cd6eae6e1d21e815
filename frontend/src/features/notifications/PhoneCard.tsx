import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { FormAlert } from '@/components/Field';
import { useAct } from '@/components/useAct';
import { useFocusBack } from '@/components/useFocusBack';
import type { NotificationPreferences } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { forgetPhone, useRenewPreferences } from '@/lib/notifications';
import { toast } from '@/lib/toast';
import { CodeForm, NumberForm } from './PhoneForms';
import { readable } from './phoneNumber';
import styles from './Preferences.module.css';

function Known({ number, onChange }: { number: string; onChange: () => void }) {
  const renew = useRenewPreferences();
  const { acting, alert, act } = useAct();
  const remove = () =>
    act('remove', async () => {
      await forgetPhone();
      await renew();
      toast({ text: t('notify.phone.removed') });
    });
  return (
    <>
      <p>{t('notify.phone.verified', { number: readable(number) })}</p>
      <FormAlert text={alert} />
      <div className={styles.actions}>
        <Button look="quiet" onClick={onChange}>
          {t('notify.phone.change')}
        </Button>
        <Button look="quiet" busy={acting !== null} onClick={() => void remove()}>
          {t('notify.phone.remove')}
        </Button>
      </div>
    </>
  );
}

/** `asking`: the number is being typed; else the number that its code is awaited for. */
type Step = 'shown' | 'asking' | { number: string };

/** The number of text messages: none, one that waits for its code, one that is proven. */
export function PhoneCard({ preferences }: { preferences: NotificationPreferences }) {
  const { phone, sms_available } = preferences;
  const renew = useRenewPreferences();
  const waiting = phone && !phone.verified ? { number: phone.number } : null;
  const [step, setStep] = useState<Step>(waiting ?? 'shown');
  const place = useFocusBack(step !== 'shown');
  const verified = async () => {
    await renew();
    setStep('shown');
    toast({ text: t('notify.phone.done') });
  };
  if (!sms_available)
    return (
      <Card title={t('notify.phone')}>
        <p className={styles.small}>{t('notify.phone.none')}</p>
      </Card>
    );
  return (
    <Card title={t('notify.phone')} ref={place}>
      {step === 'shown' && phone?.verified && (
        <Known number={phone.number} onChange={() => setStep('asking')} />
      )}
      {step === 'shown' && !phone?.verified && (
        <>
          <p className={styles.small}>{t('notify.phone.text')}</p>
          <Button look="quiet" onClick={() => setStep('asking')}>
            {t('notify.phone.add')}
          </Button>
        </>
      )}
      {step === 'asking' && (
        <NumberForm onSent={(number) => setStep({ number })} onCancel={() => setStep('shown')} />
      )}
      {typeof step === 'object' && (
        <CodeForm number={step.number} onVerified={verified} onCancel={() => setStep('shown')} />
      )}
    </Card>
  );
}
