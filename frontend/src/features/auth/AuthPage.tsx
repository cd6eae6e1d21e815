import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import { t } from '@/lib/i18n';
import styles from './AuthPage.module.css';

type Props = {
  title: string;
  text: string;
  other: { text: string; link: string; href: string; onClick?: () => void };
  children: ReactNode;
  /** Other ways in. They may come late: nothing else moves to make room for them. */
  below?: ReactNode;
};

/** The frame of the pages before the app: what this is, one form, one way elsewhere. */
export function AuthPage({ title, text, other, children, below }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <div className={styles.brand}>
          <img src="/favicon.svg" alt="" width={36} height={36} />
          {t('app.name')}
        </div>
        <div className={styles.intro}>
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        {children}
        <p className={styles.other}>
          {other.text}{' '}
          <Link href={other.href} onClick={other.onClick}>
            {other.link}
          </Link>
        </p>
      </div>
      <div className={styles.below}>{below}</div>
    </div>
  );
}
