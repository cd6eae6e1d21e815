import { useState } from 'react';
import { Field } from '@/components/Field';
import { t } from '@/lib/i18n';
import styles from './AuthPage.module.css';

type Props = {
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string | undefined;
};

export function PasswordField({ value, onChange, autoComplete, hint, error }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={t('auth.password')} hint={hint} error={error}>
      {(control) => (
        <div className={styles.password}>
          <input
            {...control}
            type={shown ? 'text' : 'password'}
            name="password"
            autoComplete={autoComplete}
            required
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
          <button
            type="button"
            className={styles.reveal}
            aria-label={t(shown ? 'auth.password.hide' : 'auth.password.show')}
            onClick={() => {
              setShown(!shown);
            }}
          >
            {t(shown ? 'auth.password.hide.short' : 'auth.password.show.short')}
          </button>
        </div>
      )}
    </Field>
  );
}
