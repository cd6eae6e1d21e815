import { useState } from 'react';
import { t } from '@/lib/i18n';
import styles from './Transfer.module.css';

/** What the server says about a file. It says so in English; a screen reader is told, to read it out as such. */
export function ServerText({ text }: { text: string }) {
  return <span lang="en">{text}</span>;
}

const SHOWN = 8;

/** Places in a file and what is wrong there; of many the first ones, until one asks for all. */
export function WhereAndWhy({ items }: { items: readonly { where: string; reason: string }[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SHOWN);
  const more = items.length - shown.length;
  if (items.length === 0) return null;
  return (
    <>
      <ul className={styles.reasons}>
        {shown.map(({ where, reason }, index) => (
          // The list never changes, and two may be alike.
          <li key={index}>
            <span className={styles.where}>{where}</span> <ServerText text={reason} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className={styles.other} onClick={() => setAll(true)}>
          {t('transfer.problems.show', { count: more })}
        </button>
      )}
    </>
  );
}
