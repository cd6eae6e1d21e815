import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { useFocusBack } from '@/components/useFocusBack';
import type { Enrolment, Security } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { beginSecondStep, endSecondStep, newRecoveryCodes, useRenewSecurity } from '@/lib/security';
import { toast } from '@/lib/toast';
import { Enrol } from './Enrol';
import { PasswordForm } from './PasswordForm';
import { RecoveryCodes } from './RecoveryCodes';
import styles from './Security.module.css';

type Step =
  | { at: 'rest' }
  | { at: 'on' | 'off' | 'renew' }
  | { at: 'scan'; enrolment: Enrolment }
  | { at: 'codes'; codes: string[] };

const REST: Step = { at: 'rest' };

function Rest({ security, go }: { security: Security; go: (step: Step) => void }) {
  const { mfa, recovery_codes_left: left } = security;
  if (!mfa)
    return (
      <>
        <p>{t('security.mfa.text')}</p>
        <Button onClick={() => go({ at: 'on' })}>{t('security.mfa.on')}</Button>
      </>
    );
  return (
    <>
      <p>
        <strong>{t('security.mfa.is_on')}</strong> {t('security.codes.left', { count: left })}
      </p>
      <div className={styles.actions}>
        <Button look="quiet" onClick={() => go({ at: 'renew' })}>
          {t('security.codes.renew')}
        </Button>
        <Button look="quiet" onClick={() => go({ at: 'off' })}>
          {t('security.mfa.off')}
        </Button>
      </div>
    </>
  );
}

/** A code from an app after the password: turned on, kept usable, turned off. */
export function SecondStepCard({ security, email }: { security: Security; email: string }) {
  const [step, setStep] = useState<Step>(REST);
  const place = useFocusBack(step.at !== 'rest');
  const renew = useRenewSecurity();
  const rest = () => setStep(REST);
  const showCodes = (codes: string[]) => {
    setStep({ at: 'codes', codes });
    void renew();
  };
  const doing = {
    on: async (password: string) => setStep({ at: 'scan', enrolment: await beginSecondStep(password) }),
    renew: async (password: string) => showCodes(await newRecoveryCodes(password)),
    off: async (password: string) => {
      await endSecondStep(password);
      await renew();
      toast({ text: t('security.mfa.is_off') });
      rest();
    },
  };
  return (
    <Card title={t('security.mfa.title')} ref={place}>
      {step.at === 'rest' && <Rest security={security} go={setStep} />}
      {(step.at === 'on' || step.at === 'off' || step.at === 'renew') && (
        <PasswordForm
          key={step.at}
          email={email}
          text={t(`security.mfa.ask.${step.at}`)}
          action={t(step.at === 'renew' ? 'security.codes.renew' : `security.mfa.${step.at}`)}
          look={step.at === 'off' ? 'danger' : 'primary'}
          send={doing[step.at]}
          onCancel={rest}
        />
      )}
      {step.at === 'scan' && <Enrol enrolment={step.enrolment} onDone={showCodes} onCancel={rest} />}
      {step.at === 'codes' && <RecoveryCodes codes={step.codes} email={email} onDone={rest} />}
    </Card>
  );
}
