import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { Button } from '@/components/Button';
import { FormAlert, formClass, Notice } from '@/components/Field';
import { PasswordField } from '@/components/PasswordField';
import { useForm } from '@/components/useForm';
import { ApiError, hasStatus } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import { comeBack } from '@/lib/session/elsewhere';
import { nextAddress } from '@/lib/session/nextAddress';
import styles from './AuthPage.module.css';
import { AuthPage } from './AuthPage';
import { rememberCredentials, resend } from './authApi';
import { Elsewhere } from './Elsewhere';
import { EmailField } from './EmailField';
import { describeProblem } from './problems';
import { useEntry } from './useEntry';
import { forgetProviders } from './useProviders';

const explain = (error: unknown) => (hasStatus(error, 401) ? t('auth.login.wrong') : null);

/** Says once what came of signing in elsewhere, and goes on as if the person had come here by themselves. */
function useProblem(say: (text: string) => void) {
  const place = useRef<HTMLDivElement>(null);
  const said = useRef<string>(null);
  const problem = new URLSearchParams(useSearch()).get('problem');
  const [, navigate] = useLocation();
  useEffect(() => {
    if (problem === said.current) return;
    said.current = problem;
    if (problem === null) return;
    if (problem === 'not-found') forgetProviders();
    const next = comeBack() ?? '/today';
    say(describeProblem(problem));
    navigate(next === '/today' ? '/login' : `/login?next=${encodeURIComponent(next)}`, { replace: true });
    place.current?.focus();
  }, [problem, say, navigate]);
  return place;
}

export default function LoginPage() {
  const search = useSearch();
  const query = new URLSearchParams(search);
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
  const { errors, alert, busy, setAlert, onSubmit } = useForm(send, check, explain);
  const problem = useProblem(setAlert);

  if (second) return second;
  return (
    <AuthPage
      title={t('auth.login.title')}
      text={t('auth.login.text')}
      other={{ text: t('auth.login.other'), link: t('auth.login.other.link'), href: '/signup' }}
      below={<Elsewhere next={nextAddress(search)} />}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        {query.has('confirmed') && !alert && <Notice text={t('auth.login.confirmed')} />}
        <FormAlert text={alert ?? reason} ref={problem} />
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
