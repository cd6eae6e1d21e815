import { t } from '@/lib/i18n';
import styles from './CheckinSheet.module.css';
import { Field } from './Field';
import { MinusIcon, PlusIcon } from './icons';

type Props = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** A number ≥ 0, typed with a point or a comma; null when it is none. */
export function parseAmount(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : null;
}

export function AmountField({ label, hint, error, value, onChange }: Props) {
  const step = (by: number) => {
    onChange(String(Math.max(0, (parseAmount(value) ?? 0) + by)));
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className={styles.amount}>
          <button type="button" className={styles.step} aria-label={t('sheet.less')} onClick={() => { step(-1); }}>
            <MinusIcon />
          </button>
          <input
            {...control}
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
          <button type="button" className={styles.step} aria-label={t('sheet.more')} onClick={() => { step(1); }}>
            <PlusIcon />
          </button>
        </div>
      )}
    </Field>
  );
}
