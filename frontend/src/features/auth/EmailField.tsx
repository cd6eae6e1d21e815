import { Field } from '@/components/Field';
import { t } from '@/lib/i18n';

type Props = {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** Where one signs in: passkeys may be offered too, once there are any. */
  signsIn?: boolean;
};

export function EmailField({ value, onChange, error, signsIn = false }: Props) {
  return (
    <Field label={t('auth.email')} error={error}>
      {(control) => (
        <input
          {...control}
          type="email"
          name="email"
          autoComplete={signsIn ? 'username webauthn' : 'username'}
          autoCapitalize="none"
          spellCheck={false}
          inputMode="email"
          required
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
