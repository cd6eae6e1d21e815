import { t } from '@/lib/i18n';
import styles from './CodeField.module.css';
import { Field } from './Field';

export const CODE_LENGTH = 6;

/** Keeps the digits of whatever was typed or pasted (`123 456`, a whole line of the mail). */
const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, CODE_LENGTH);

type Props = {
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | undefined;
};

/** Six digits from a mail or an authenticator app; phones offer the one they have just received. */
export function CodeField({ value, onChange, hint, error }: Props) {
  return (
    <Field label={t('auth.confirm.code')} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          className={`${control.className} ${styles.code}`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={value}
          onChange={(event) => {
            onChange(digitsOf(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

/** What can be said of a code before the server is asked. */
export const checkCode = (code: string): Record<string, string> =>
  code.length === CODE_LENGTH ? {} : { '/code': t('auth.confirm.incomplete') };
