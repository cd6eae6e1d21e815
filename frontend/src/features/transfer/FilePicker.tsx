import { useState, type ChangeEvent } from 'react';
import { t } from '@/lib/i18n';
import { ACCEPTED } from './sources';
import styles from './Transfer.module.css';

type Props = { disabled: boolean; busy: boolean; onPick: (file: File) => void };

function FileIcon() {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        d="M18 4.5H9A2.5 2.5 0 0 0 6.5 7v18A2.5 2.5 0 0 0 9 27.5h14a2.5 2.5 0 0 0 2.5-2.5V12zM18 4.5V12h7.5M16 23v-7m-3.5 3.2L16 15.7l3.5 3.5"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A file, chosen or dropped: the native control lies invisibly over the whole field, and browsers let it take both. */
export function FilePicker({ disabled, busy, onPick }: Props) {
  const [over, setOver] = useState(false);
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    setOver(false);
    if (file) onPick(file);
    event.target.value = ''; // so that the same file can be chosen again after it was mended
  };
  return (
    <label className={styles.drop} data-over={over || undefined}>
      <input
        type="file"
        accept={ACCEPTED}
        disabled={disabled}
        onChange={pick}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
      />
      <FileIcon />
      <span className={styles.dropTitle}>{t(busy ? 'transfer.pick.busy' : 'transfer.pick.title')}</span>
      <span className={styles.meta}>{t('transfer.pick.hint')}</span>
    </label>
  );
}
