import { Dialog } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { IconButton } from './Button';
import { CrossIcon } from './icons';
import styles from './Sheet.module.css';

type Props = { title: string; open: boolean; onClose: () => void; children: ReactNode };

/** Give this attribute to the field that one comes for. */
export const FIRST_FIELD = { 'data-first-field': '' };

/** A dialog that rises from below on the phone and stands in the middle on a desktop. Load it lazily: it is not small. */
export function Sheet({ title, open, onClose, children }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const firstField = () => popup.current?.querySelector<HTMLElement>('[data-first-field]') ?? popup.current;
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup ref={popup} className={styles.popup} initialFocus={firstField}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <Dialog.Close render={<IconButton label={t('form.close')} />}>
              <CrossIcon />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
