import { useState } from 'react';
import { AccountName } from '@/components/AccountName';
import { Button } from '@/components/Button';
import { FormAlert, formClass } from '@/components/Field';
import { PasswordField } from '@/components/PasswordField';
import { useFirstField } from '@/components/useFirstField';
import { useForm } from '@/components/useForm';
import { t } from '@/lib/i18n';
import styles from './Security.module.css';
import { explainPassword } from './words';

type Props = {
  email: string;
  text: string;
  action: string;
  look?: 'primary' | 'danger';
  send: (password: string) => Promise<void>;
  onCancel: () => void;
};

/** Asks for the password before something that matters. */
export function PasswordForm({ email, text, action, look = 'primary', send, onCancel }: Props) {
  const [password, setPassword] = useState('');
  const form = useFirstField();
  const check = () => (password ? {} : { '/password': t('form.required') });
  const { errors, alert, busy, onSubmit } = useForm(() => send(password), check, explainPassword());
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <p>{text}</p>
      <FormAlert text={alert} />
      <AccountName email={email} />
      <PasswordField
        label={t('security.password.current')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={errors['/password']}
      />
      <div className={styles.actions}>
        <Button type="submit" look={look} busy={busy}>
          {action}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}
