import { Field } from '@/components/Field';
import { t } from '@/lib/i18n';

type Props = { value: string; onChange: (value: string) => void; error?: string | undefined };

export function EmailField({ value, onChange, error }: Props) {
  return (
    <Field label={t('auth.email')} error={error}>
      {(control) => (
        <input
          {...control}
          type="email"
          name="email"
          autoComplete="username"
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
