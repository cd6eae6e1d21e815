import type { ReactNode } from 'react';
import styles from './Check.module.css';

type Props = { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode };

/** Yes or no: a native checkbox with room for a finger. */
export function Check({ checked, onChange, children }: Props) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}
