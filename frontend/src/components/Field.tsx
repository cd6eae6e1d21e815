import { useId, type ReactNode, type Ref } from 'react';
import { t } from '@/lib/i18n';
import styles from './Field.module.css';

export type ControlProps = {
  id: string;
  className: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

type Props = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  children: (control: ControlProps) => ReactNode;
};

/** A label, a control, and what is wrong with it: tied together for screen readers. */
export function Field({ label, hint, error, optional = false, children }: Props) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label} {optional && <span className={styles.optional}>({t('form.optional')})</span>}
      </label>
      {children({
        id,
        className: styles.control ?? '',
        'aria-describedby': error || hint ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {(error ?? hint) && (
        <p id={noteId} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

/** What is wrong with the form as a whole; read out when it appears. */
export function FormAlert({ text, ref }: { text: string | null; ref?: Ref<HTMLDivElement> }) {
  return (
    <div role="alert" className={styles.said} tabIndex={-1} ref={ref}>
      {text && <p className={styles.alert}>{text}</p>}
    </div>
  );
}

export function Notice({ text }: { text: string }) {
  return (
    <p className={styles.notice} role="status">
      {text}
    </p>
  );
}

export const formClass = styles.form;
