import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '@/lib/i18n';
import { Field } from './Field';
import styles from './PasswordField.module.css';

type Props = {
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  label?: string;
  hint?: string;
  error?: string | undefined;
};

/** What is sent as plain text, browsers keep and offer again as such: it is covered before. */
function useCovered(cover: () => void) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = input.current?.form;
    form?.addEventListener('submit', cover);
    return () => form?.removeEventListener('submit', cover);
  }, [cover]);
  return input;
}

/** A password that can be looked at; by its name and `autocomplete` password managers know what to put or keep. */
export function PasswordField({
  value,
  onChange,
  autoComplete,
  label = t('auth.password'),
  hint,
  error,
}: Props) {
  const [shown, setShown] = useState(false);
  const input = useCovered(useCallback(() => setShown(false), []));
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className={styles.password}>
          <input
            {...control}
            ref={input}
            type={shown ? 'text' : 'password'}
            name={autoComplete === 'new-password' ? 'new-password' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
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
