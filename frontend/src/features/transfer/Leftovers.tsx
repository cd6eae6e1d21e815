import type { ImportPreview } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { ServerText, WhereAndWhy } from './ServerText';
import styles from './Transfer.module.css';

type Props = Pick<ImportPreview, 'dropped' | 'problems' | 'problem_count'>;

/** What of the file stays behind and why: by design first, then what cannot be right. */
export function Leftovers({ dropped, problems, problem_count: count }: Props) {
  const more = count - problems.length;
  return (
    <>
      {dropped.length > 0 && (
        <section className={styles.card} aria-labelledby="dropped">
          <h2 id="dropped">{t('transfer.dropped.title')}</h2>
          <ul className={styles.reasons}>
            {dropped.map(({ what, count: times, why }) => (
              <li key={`${what} ${why}`}>
                <span className={styles.where}>
                  {times} × <ServerText text={what} />
                </span>{' '}
                <ServerText text={why} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {count > 0 && (
        <section className={styles.card} aria-labelledby="problems">
          <h2 id="problems">{t('transfer.problems.title', { count })}</h2>
          <p className={styles.meta}>{t('transfer.problems.text')}</p>
          <WhereAndWhy items={problems} />
          {more > 0 && <p className={styles.meta}>{t('transfer.problems.more', { count: more })}</p>}
        </section>
      )}
    </>
  );
}
