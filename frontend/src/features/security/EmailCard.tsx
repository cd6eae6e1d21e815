import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AccountName } from '@/components/AccountName';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { checkCode, CodeField } from '@/components/CodeField';
import { Field, FormAlert, formClass } from '@/components/Field';
import { explainFields } from '@/components/newPassword';
import { PasswordField } from '@/components/PasswordField';
import { useFirstField } from '@/components/useFirstField';
import { useFocusBack } from '@/components/useFocusBack';
import { useForm } from '@/components/useForm';
import { keys } from '@/lib/habits/keys';
import { t } from '@/lib/i18n';
import { beginEmailChange, confirmEmailChange, useRenewSecurity } from '@/lib/security';
import { toast } from '@/lib/toast';
import styles from './Security.module.css';
import { explainPassword } from './words';

type AddressProps = { email: string; onSent: (email: string) => void; onClose: () => void };

function NewAddress({ email: known, onSent, onClose }: AddressProps) {
  const form = useFirstField();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = async () => {
    await beginEmailChange(email.trim(), password);
    onSent(email.trim());
  };
  const check = () => ({
    ...(email.trim() ? {} : { '/email': t('form.required') }),
    ...(password ? {} : { '/password': t('form.required') }),
  });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explainPassword());
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <FormAlert text={alert} />
      <AccountName email={known} />
      <Field label={t('security.email.new')} error={errors['/email']}>
        {(control) => (
          <input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <PasswordField
        label={t('security.password.current')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={errors['/password']}
      />
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('auth.forgot.action')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

function ConfirmAddress({ email, onClose }: { email: string; onClose: () => void }) {
  const client = useQueryClient();
  const renew = useRenewSecurity();
  const form = useFirstField();
  const [code, setCode] = useState('');
  const send = async () => {
    await confirmEmailChange(code);
    toast({ text: t('security.email.changed') });
    await Promise.all([client.invalidateQueries({ queryKey: keys.profile }), renew()]);
    onClose();
  };
  const { errors, alert, busy, onSubmit } = useForm(send, () => checkCode(code), explainFields);
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <p className={styles.breaks}>{t('security.email.sent', { email })}</p>
      <FormAlert text={alert} />
      <CodeField value={code} onChange={setCode} error={errors['/code']} />
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('auth.confirm.action')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The address one logs in with; a new one has to answer before it counts. */
export function EmailCard({ email }: { email: string }) {
  const [step, setStep] = useState<'rest' | 'new' | { sentTo: string }>('rest');
  const close = () => setStep('rest');
  const place = useFocusBack(step !== 'rest');
  return (
    <Card title={t('auth.email')} ref={place}>
      {step === 'rest' && (
        <>
          <p className={styles.breaks}>{email}</p>
          <Button look="quiet" onClick={() => setStep('new')}>
            {t('security.email.change')}
          </Button>
        </>
      )}
      {step === 'new' && (
        <NewAddress email={email} onSent={(sentTo) => setStep({ sentTo })} onClose={close} />
      )}
      {typeof step === 'object' && <ConfirmAddress email={step.sentTo} onClose={close} />}
    </Card>
  );
}
