import { dismissToast, holdToast, releaseToast, useCurrentToast } from '@/lib/toast';
import styles from './ToastRegion.module.css';

/** Where short messages appear. The region is always there, so that screen readers notice what comes into it. */
export function ToastRegion() {
  const toast = useCurrentToast();
  const action = toast?.action;
  return (
    <div className={styles.region} role="status" aria-live="polite" aria-atomic="true">
      {toast && (
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- only pauses the clock; nothing to activate
        <div
          key={toast.id}
          className={styles.toast}
          data-testid="toast"
          onPointerEnter={holdToast}
          onPointerLeave={releaseToast}
          onFocus={holdToast}
          onBlur={releaseToast}
        >
          <p className={styles.text}>{toast.text}</p>
          {action && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                action.run();
                dismissToast();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
