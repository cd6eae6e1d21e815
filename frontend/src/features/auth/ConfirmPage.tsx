import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '@/components/Button';
import { checkCode, CodeField } from '@/components/CodeField';
import { FormAlert, formClass } from '@/components/Field';
import { explainFields } from '@/components/newPassword';
import { useForm } from '@/components/useForm';
import { describeError } from '@/lib/api/describe';
import { t } from '@/lib/i18n';
import { logIn } from '@/lib/session/store';
import { toast } from '@/lib/toast';
import { AuthPage } from './AuthPage';
import { confirm, resend, takePassword } from './authApi';
import { EmailField } from './EmailField';

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
    ...checkCode(code),
  });
  const { errors, alert, busy, setAlert, onSubmit } = useForm(send, check, explainFields);

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
        <CodeField value={code} onChange={setCode} error={errors['/code']} />
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
