import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '@/components/Button';
import { Field, FormAlert, formClass } from '@/components/Field';
import { useForm } from '@/components/useForm';
import { describeError } from '@/lib/api/describe';
import { t } from '@/lib/i18n';
import { logIn } from '@/lib/session/store';
import { toast } from '@/lib/toast';
import styles from './AuthPage.module.css';
import { AuthPage } from './AuthPage';
import { confirm, resend, takePassword } from './authApi';
import { EmailField } from './EmailField';

const CODE_LENGTH = 6;

/** Keeps the digits of whatever was typed or pasted (`123 456`, a whole line of the mail). */
const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, CODE_LENGTH);

export default function ConfirmPage() {
  const sentTo = new URLSearchParams(useSearch()).get('email');
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(sentTo ?? '');
  const [code, setCode] = useState('');

  const send = async () => {
    await confirm(email, code);
    const password = takePassword(email);
    const login = `/login?confirmed&email=${encodeURIComponent(email)}`;
    if (password === null) navigate(login);
    else
      await logIn(email, password).catch(() => {
        navigate(login);
      });
  };
  const check = () => ({
    ...(email.trim() ? {} : { '/email': t('form.required') }),
    ...(code.length === CODE_LENGTH ? {} : { '/code': t('auth.confirm.incomplete') }),
  });
  const { errors, alert, busy, setAlert, onSubmit } = useForm(send, check);

  const sendAgain = async () => {
    try {
      await resend(email);
      toast({ text: t('auth.confirm.resent') });
    } catch (error) {
      setAlert(describeError(error));
    }
  };

  return (
    <AuthPage
      title={t('auth.confirm.title')}
      text={sentTo ? t('auth.confirm.text', { email: sentTo }) : t('auth.confirm.text.plain')}
      other={{ text: t('auth.confirm.other'), link: t('auth.confirm.other.link'), href: '/signup' }}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert} />
        {!sentTo && <EmailField value={email} onChange={setEmail} error={errors['/email']} />}
        <Field label={t('auth.confirm.code')} error={errors['/code']}>
          {(control) => (
            <input
              {...control}
              className={`${control.className} ${styles.code}`}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              value={code}
              onChange={(event) => {
                setCode(digitsOf(event.target.value));
              }}
            />
          )}
        </Field>
        <Button type="submit" wide busy={busy}>
          {t('auth.confirm.action')}
        </Button>
        <Button look="bare" onClick={() => void sendAgain()}>
          {t('auth.confirm.resend')}
        </Button>
      </form>
    </AuthPage>
  );
}
