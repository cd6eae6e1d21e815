import { useId } from 'react';
import { Loaded } from '@/components/Loaded';
import { NetworkError } from '@/lib/api/errors';
import { useFiles } from '@/lib/files';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { FileList } from './FileList';
import styles from './Files.module.css';

/**
 * Pictures and documents of one habit's day, in its sheet. They can be added at once; those that are there join them when
 * they have come.
 */
export default function DayFiles({ habitId, day }: { habitId: string; day: Day }) {
  const id = useId();
  const of = `${habitId}:${day}`;
  const query = useFiles({ purpose: 'checkin', ref: of });
  const failed = query.data === undefined && query.error !== null && !(query.error instanceof NetworkError);
  return (
    <section className={styles.day} aria-labelledby={id}>
      <h3 id={id}>{t('files.day')}</h3>
      {failed ? (
        <Loaded query={query}>{() => null}</Loaded>
      ) : (
        <FileList purpose="checkin" of={of} files={query.data ?? []} add={t('files.day.add')} />
      )}
    </section>
  );
}
