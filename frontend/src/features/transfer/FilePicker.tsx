import { useEffect, useEffectEvent, useState, type ChangeEvent } from 'react';
import { t } from '@/lib/i18n';
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

/** Takes a file that is dropped anywhere on the page: beside the field the browser would leave the app to show it. */
function useDrop(onDrop: (file: File | undefined) => void): boolean {
  const [over, setOver] = useState(false);
  const drag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    if (event.type === 'drop') onDrop(event.dataTransfer.files[0]);
  });
  useEffect(() => {
    const listen = (event: DragEvent) => drag(event);
    const events = ['dragover', 'drop'] as const;
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    events.forEach((name) => addEventListener(name, listen));
    addEventListener('dragleave', leave);
    return () => {
      events.forEach((name) => removeEventListener(name, listen));
      removeEventListener('dragleave', leave);
    };
  }, []);
  return over;
}

/** A file, chosen or dropped. Any kind can be: what phones know of file names would hide Loop's backups. */
export function FilePicker({ disabled, busy, onPick }: Props) {
  const pick = (file: File | undefined) => {
    if (file && !disabled) onPick(file);
  };
  const over = useDrop(pick);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    pick(event.target.files?.[0]);
    event.target.value = ''; // so that the same file can be chosen again after it was mended
  };
  return (
    <label className={styles.drop} data-over={(over && !disabled) || undefined}>
      <input type="file" disabled={disabled} onChange={choose} />
      <FileIcon />
      <span className={styles.dropTitle}>{t(busy ? 'transfer.pick.busy' : 'transfer.pick.title')}</span>
      <span className={styles.meta}>{t('transfer.pick.hint')}</span>
    </label>
  );
}
