import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { IconButton } from './Button';
import { CrossIcon } from './icons';
import styles from './Sheet.module.css';

type Props = { title: string; open: boolean; onClose: () => void; children: ReactNode };

/** A dialog that rises from below on the phone and stands in the middle on a desktop. Load it lazily: it is not small. */
export function Sheet({ title, open, onClose, children }: Props) {
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
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
