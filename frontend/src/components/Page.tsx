import { useEffect, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { IconLink } from './Button';
import { LeftIcon } from './icons';
import styles from './Page.module.css';

type Props = { title: string; back?: string; action?: ReactNode; heading?: ReactNode; children: ReactNode };

/** One page: its heading, the document's title, at most one primary action. */
export function Page({ title, back, action, heading, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        {back && (
          <IconLink href={back} label={t('nav.back')}>
            <LeftIcon />
          </IconLink>
        )}
        {heading ?? <h1>{title}</h1>}
        {action}
      </header>
      {children}
    </div>
  );
}
