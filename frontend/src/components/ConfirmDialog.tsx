import { AlertDialog } from '@base-ui/react/alert-dialog';
import { t } from '@/lib/i18n';
import { Button } from './Button';
import styles from './Sheet.module.css';

type Props = {
  title: string;
  text: string;
  action: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that cannot be taken back. */
export default function ConfirmDialog({ title, text, action, busy = false, onConfirm, onClose }: Props) {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.text}>{text}</AlertDialog.Description>
          <div className={styles.actions}>
            <Button look="danger" wide busy={busy} onClick={onConfirm}>
              {action}
            </Button>
            <AlertDialog.Close render={<Button look="quiet" wide />}>{t('form.cancel')}</AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
