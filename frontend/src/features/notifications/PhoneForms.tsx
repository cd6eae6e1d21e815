import { useState } from 'react';
import { Button } from '@/components/Button';
import { checkCode, CodeField } from '@/components/CodeField';
import { Field, FormAlert, formClass } from '@/components/Field';
import { useAct } from '@/components/useAct';
import { useFirstField } from '@/components/useFirstField';
import { useForm } from '@/components/useForm';
import { t } from '@/lib/i18n';
import { sendPhoneCode, verifyPhone } from '@/lib/notifications';
import { explainCode, explainNumber, internationalNumber, readable } from './phoneNumber';
import styles from './Preferences.module.css';

type NumberProps = { onSent: (number: string) => void; onCancel: () => void };

/** Asks for the number and sends it a code. */
export function NumberForm({ onSent, onCancel }: NumberProps) {
  const form = useFirstField();
  const [typed, setTyped] = useState('');
  const send = async () => {
    const number = internationalNumber(typed) ?? '';
    await sendPhoneCode(number);
    onSent(number);
  };
  const check = () => (internationalNumber(typed) ? {} : { '/number': t('notify.phone.wrong') });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explainNumber);
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <FormAlert text={alert} />
      <Field label={t('notify.phone.number')} hint={t('notify.phone.hint')} error={errors['/number']}>
        {(control) => (
          <input
            {...control}
            type="tel"
            autoComplete="tel"
            required
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('notify.phone.send')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

type CodeProps = { number: string; onVerified: () => Promise<void>; onCancel: () => void };

/** Takes the code that was sent. */
export function CodeForm({ number, onVerified, onCancel }: CodeProps) {
  const form = useFirstField();
  const [code, setCode] = useState('');
  const again = useAct();
  const send = async () => {
    await verifyPhone(code);
    await onVerified();
  };
  const { errors, alert, busy, onSubmit } = useForm(send, () => checkCode(code), explainCode);
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <p role="status">{t('notify.phone.sent', { number: readable(number) })}</p>
      <FormAlert text={alert ?? again.alert} />
      <CodeField value={code} onChange={setCode} error={errors['/code']} />
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('notify.phone.verify')}
        </Button>
        <Button
          look="quiet"
          busy={again.acting !== null}
          onClick={() => void again.act('again', () => sendPhoneCode(number))}
        >
          {t('notify.phone.again')}
        </Button>
        <Button look="bare" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}
