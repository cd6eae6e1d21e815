import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '@/components/Button';
import { t } from '@/lib/i18n';
import styles from './CrashBoundary.module.css';

type Props = { children: ReactNode };

/**
 * Stands where a page failed, instead of a white screen. Key it by the address, so that going elsewhere recovers.
 * A part of the app that cannot be loaded (an old tab after a deployment) also ends here; reloading brings the new one.
 */
export class CrashBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error('A page failed to render', error, info.componentStack);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={styles.crash} role="alert">
        <h1>{t('error.crash.title')}</h1>
        <p>{t('error.crash.text')}</p>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {t('error.crash.reload')}
        </Button>
      </div>
    );
  }
}
