import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { Button } from '@/components/Button';
import { FormAlert, formClass, Notice } from '@/components/Field';
import { PasswordField } from '@/components/PasswordField';
import { useForm } from '@/components/useForm';
import { ApiError, hasStatus } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import styles from './AuthPage.module.css';
import { AuthPage } from './AuthPage';
import { rememberCredentials, resend } from './authApi';
import { EmailField } from './EmailField';
import { useEntry } from './useEntry';

const explain = (error: unknown) => (hasStatus(error, 401) ? t('auth.login.wrong') : null);

export default function LoginPage() {
  const query = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(query.get('email') ?? '');
  const [password, setPassword] = useState('');
  const { enter, second, reason } = useEntry();

  const send = async () => {
    try {
      await enter(email, password);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'email-not-confirmed')) throw error;
      rememberCredentials(email, password);
      await resend(email);
      navigate(`/confirm?email=${encodeURIComponent(email)}`);
    }
  };
  const check = () => ({
    ...(email.trim() ? {} : { '/email': t('form.required') }),
    ...(password ? {} : { '/password': t('form.required') }),
  });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explain);

  if (second) return second;
  return (
    <AuthPage
      title={t('auth.login.title')}
      text={t('auth.login.text')}
      other={{ text: t('auth.login.other'), link: t('auth.login.other.link'), href: '/signup' }}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        {query.has('confirmed') && !alert && <Notice text={t('auth.login.confirmed')} />}
        <FormAlert text={alert ?? reason} />
        <EmailField value={email} onChange={setEmail} error={errors['/email']} signsIn />
        <PasswordField
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={errors['/password']}
        />
        <Button type="submit" wide busy={busy}>
          {t('auth.login.action')}
        </Button>
        <Link
          className={styles.forgot}
          href={email ? `/forgot?email=${encodeURIComponent(email)}` : '/forgot'}
        >
          {t('auth.login.forgot')}
        </Link>
      </form>
    </AuthPage>
  );
}
