import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/components/Button';
import { Field, FormAlert, formClass } from '@/components/Field';
import { checkNewPassword, explainFields } from '@/components/newPassword';
import { PasswordField } from '@/components/PasswordField';
import { useForm, type FieldErrors } from '@/components/useForm';
import { t, useLanguage } from '@/lib/i18n';
import { browserZone } from '@/lib/time/days';
import { AuthPage } from './AuthPage';
import { rememberCredentials, signUp } from './authApi';
import { EmailField } from './EmailField';

function checkInput(name: string, email: string, password: string): FieldErrors {
  return {
    ...(name.trim() ? {} : { '/name': t('form.required') }),
    ...(email.trim() ? {} : { '/email': t('form.required') }),
    ...checkNewPassword(password),
  };
}

export default function SignUpPage() {
  const [, navigate] = useLocation();
  const language = useLanguage(); // mails are written in it, from the first one on
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const send = async () => {
    const answer = await signUp({ name, email, password, timezone: browserZone(), language });
    rememberCredentials(answer.email, password);
    navigate(`/confirm?email=${encodeURIComponent(answer.email)}`);
  };
  const { errors, alert, busy, onSubmit } = useForm(
    send,
    () => checkInput(name, email, password),
    explainFields,
  );

  return (
    <AuthPage
      title={t('auth.signup.title')}
      text={t('auth.signup.text')}
      other={{ text: t('auth.signup.other'), link: t('auth.signup.other.link'), href: '/login' }}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert} />
        <Field label={t('auth.name')} error={errors['/name']}>
          {(control) => (
            <input
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={100}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <EmailField value={email} onChange={setEmail} error={errors['/email']} />
        <PasswordField
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          hint={t('auth.password.hint')}
          error={errors['/password']}
        />
        <Button type="submit" wide busy={busy}>
          {t('auth.signup.action')}
        </Button>
      </form>
    </AuthPage>
  );
}
