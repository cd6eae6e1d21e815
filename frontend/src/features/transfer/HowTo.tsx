import { t } from '@/lib/i18n';
import { SOURCES } from './sources';
import styles from './Transfer.module.css';

/** How to get the file out of each app. */
export function HowTo() {
  return (
    <section className={styles.card} aria-labelledby="how-to">
      <h2 id="how-to">{t('transfer.how.title')}</h2>
      <div>
        {SOURCES.filter((source) => source !== 'auto').map((source) => (
          <details key={source} className={styles.details}>
            <summary>{t(`transfer.source.${source}`)}</summary>
            <p className={styles.text}>{t(`transfer.how.${source}`)}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
