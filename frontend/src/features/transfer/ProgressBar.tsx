import { useId } from 'react';
import styles from './Transfer.module.css';

type Props = { label: string; part?: number | undefined };

/** How far something is (0–1); without a `part` only that it is going on. */
export function ProgressBar({ label, part }: Props) {
  const id = useId();
  return (
    <div className={styles.progress}>
      <label className={styles.name} htmlFor={id}>
        {label}
      </label>
      <progress id={id} {...(part === undefined ? {} : { value: part })} />
    </div>
  );
}
