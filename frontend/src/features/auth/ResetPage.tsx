import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { AccountName } from '@/components/AccountName';
import { Button } from '@/components/Button';
import { checkCode, CodeField } from '@/components/CodeField';
import { FormAlert, formClass } from '@/components/Field';
import { checkNewPassword, explainFields } from '@/components/newPassword';
import { PasswordField } from '@/components/PasswordField';
import { useForm } from '@/components/useForm';
import { describeError } from '@/lib/api/describe';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { AuthPage } from './AuthPage';
import { forgot, reset } from './authApi';
import { EmailField } from './EmailField';
import { useEntry } from './useEntry';

/** The second half of the way back: the code from the mail and a new password, which then opens the app. */
export default function ResetPage() {
  const sentTo = new URLSearchParams(useSearch()).get('email');
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(sentTo ?? '');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const { enter, second, reason } = useEntry();

  const send = async () => {
    await reset(email, code, password);
    toast({ text: t('auth.reset.done') });
    await enter(email, password).catch(() => navigate(`/login?email=${encodeURIComponent(email)}`));
  };
  const check = () => ({
    ...(email.trim() ? {} : { '/email': t('form.required') }),
    ...checkCode(code),
    ...checkNewPassword(password),
  });
  const { errors, alert, busy, setAlert, onSubmit } = useForm(send, check, explainFields);

  const sendAgain = async () => {
    try {
      await forgot(email);
      toast({ text: t('auth.confirm.resent') });
    } catch (error) {
      setAlert(describeError(error));
    }
  };

  if (second) return second;
  return (
    <AuthPage
      title={t('auth.reset.title')}
      text={sentTo ? t('auth.reset.text', { email: sentTo }) : t('auth.reset.text.plain')}
      other={{ text: t('auth.confirm.other'), link: t('auth.confirm.other.link'), href: '/forgot' }}
    >
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert ?? reason} />
        {sentTo ? (
          <AccountName email={sentTo} />
        ) : (
          <EmailField value={email} onChange={setEmail} error={errors['/email']} />
        )}
        <CodeField value={code} onChange={setCode} error={errors['/code']} />
        <PasswordField
          label={t('auth.password.new')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          hint={t('auth.reset.hint')}
          error={errors['/password']}
        />
        <Button type="submit" wide busy={busy}>
          {t('auth.reset.action')}
        </Button>
        <Button look="bare" onClick={() => void sendAgain()}>
          {t('auth.confirm.resend')}
        </Button>
      </form>
    </AuthPage>
  );
}
