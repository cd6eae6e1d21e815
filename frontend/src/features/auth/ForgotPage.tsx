import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '@/components/Button';
import { FormAlert, formClass } from '@/components/Field';
import { useForm } from '@/components/useForm';
import { t } from '@/lib/i18n';
import { AuthPage } from './AuthPage';
import { forgot } from './authApi';
import { EmailField } from './EmailField';

/** The way back for who does not know the password any more: first the address. */
export default function ForgotPage() {
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(new URLSearchParams(useSearch()).get('email') ?? '');
  const send = async () => {
    await forgot(email);
    navigate(`/reset?email=${encodeURIComponent(email)}`);
  };
  const check = () => (email.trim() ? {} : { '/email': t('form.required') });
  const { errors, alert, busy, onSubmit } = useForm(send, check);
  return (
    <AuthPage
      title={t('auth.forgot.title')}
      text={t('auth.forgot.text')}
      other={{ text: t('auth.forgot.other'), link: t('auth.signup.other.link'), href: '/login' }}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert} />
        <EmailField value={email} onChange={setEmail} error={errors['/email']} />
        <Button type="submit" wide busy={busy}>
          {t('auth.forgot.action')}
        </Button>
      </form>
    </AuthPage>
  );
}
