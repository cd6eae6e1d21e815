import type { ImportPreview } from '@/lib/api/types';
import { formatNumber } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './Transfer.module.css';

const SHOWN = ['habits', 'days', 'new_days', 'conflicts', 'notes', 'vacations', 'tasks'] as const;
const ALWAYS: ReadonlySet<string> = new Set(['habits', 'days', 'new_days']);

/** Sums over the file. */
export function Totals({ totals }: { totals: ImportPreview['totals'] }) {
  return (
    <dl className={styles.totals}>
      {SHOWN.filter((name) => ALWAYS.has(name) || totals[name] > 0).map((name) => (
        <div key={name}>
          <dt>{t(`transfer.totals.${name}`)}</dt>
          <dd>{formatNumber(totals[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
