import { parseAmount } from '@/lib/amount';
import { t } from '@/lib/i18n';
import styles from './CheckinSheet.module.css';
import { Field } from './Field';
import { MinusIcon, PlusIcon } from './icons';
import { FIRST_FIELD } from './Sheet';

type Props = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

export function AmountField({ label, hint, error, value, onChange }: Props) {
  const step = (by: number) => {
    onChange(String(Math.max(0, (parseAmount(value) ?? 0) + by)));
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className={styles.amount}>
          <button
            type="button"
            className={styles.step}
            aria-label={t('sheet.less')}
            onClick={() => {
              step(-1);
            }}
          >
            <MinusIcon />
          </button>
          <input
            {...control}
            {...FIRST_FIELD}
            inputMode="decimal"
            autoComplete="off"
            value={value}
            onFocus={(event) => {
              event.target.select();
            }}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
          <button
            type="button"
            className={styles.step}
            aria-label={t('sheet.more')}
            onClick={() => {
              step(1);
            }}
          >
            <PlusIcon />
          </button>
        </div>
      )}
    </Field>
  );
}
