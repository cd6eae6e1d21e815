import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/components/Button';
import { checkCode, CODE_LENGTH, CodeField } from '@/components/CodeField';
import { Field, FormAlert, formClass } from '@/components/Field';
import { explainFields } from '@/components/newPassword';
import { useFirstField } from '@/components/useFirstField';
import { useForm } from '@/components/useForm';
import { hasStatus } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import { answerChallenge, recover } from '@/lib/session/store';
import { toast } from '@/lib/toast';
import { AuthPage } from './AuthPage';

export type Challenged = { session: string; email: string; password: string };
type Props = Challenged & {
  /** Back to the password; with a reason to show when the person did not ask for it. */
  onRestart: (reason?: string) => void;
};

function CodeForm({ session, onRestart }: Pick<Props, 'session' | 'onRestart'>) {
  const [code, setCode] = useState('');
  const form = useFirstField();
  const send = async () => {
    try {
      await answerChallenge(session, code);
    } catch (error) {
      if (hasStatus(error, 422)) setCode(''); // the next one is typed anew
      if (!hasStatus(error, 401)) throw error;
      onRestart(t('auth.second.expired'));
    }
  };
  const { errors, alert, busy, onSubmit } = useForm(send, () => checkCode(code), explainFields);
  useEffect(() => {
    if (code.length === CODE_LENGTH) form.current?.requestSubmit();
  }, [code, form]);
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <FormAlert text={alert} />
      <CodeField value={code} onChange={setCode} error={errors['/code']} />
      <Button type="submit" wide busy={busy}>
        {t('auth.login.action')}
      </Button>
    </form>
  );
}

const explainRecovery = (error: unknown) =>
  hasStatus(error, 401, 422) ? { '/recovery_code': t('auth.recovery.wrong') } : null;

function RecoveryForm({ email, password }: Pick<Props, 'email' | 'password'>) {
  const [code, setCode] = useState('');
  const [, navigate] = useLocation();
  const form = useFirstField();
  const send = async () => {
    await recover(email, password, code.trim());
    const again = { label: t('auth.recovery.again'), run: () => navigate('/settings/security') };
    toast({ text: t('auth.recovery.done'), action: again });
  };
  const check = () => (code.trim() ? {} : { '/recovery_code': t('form.required') });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explainRecovery);
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <FormAlert text={alert} />
      <Field label={t('auth.recovery.code')} hint={t('auth.recovery.hint')} error={errors['/recovery_code']}>
        {(control) => (
          <input
            {...control}
            name="recovery-code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" wide busy={busy}>
        {t('auth.login.action')}
      </Button>
    </form>
  );
}

/** After the password, where the account asks for a second proof. */
export default function SecondStep({ session, email, password, onRestart }: Props) {
  const [recovering, setRecovering] = useState(false);
  const way = recovering ? 'recovery' : 'second';
  const restart = () => onRestart();
  return (
    <AuthPage
      title={t(`auth.${way}.title`)}
      text={t(`auth.${way}.text`)}
      other={{
        text: t('auth.second.other'),
        link: t('auth.second.other.link'),
        href: '/login',
        onClick: restart,
      }}
    >
      {recovering ? (
        <RecoveryForm email={email} password={password} />
      ) : (
        <CodeForm session={session} onRestart={onRestart} />
      )}
      <Button look="bare" onClick={() => setRecovering(!recovering)}>
        {t(recovering ? 'auth.recovery.back' : 'auth.second.recovery')}
      </Button>
    </AuthPage>
  );
}
