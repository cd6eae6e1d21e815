import { formatPercent } from '@/components/charts';
import type { Overview } from '@/lib/api/types';
import { formatNumber } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './Insights.module.css';

/** The period in two figures. */
export function Totals({ totals: { done, due, perfect_days: perfect } }: Pick<Overview, 'totals'>) {
  const figures = [
    [
      t('insights.totals.done', { done: formatNumber(done), due: formatNumber(due) }),
      due > 0 ? formatPercent(Math.min(1, done / due)) : '–',
    ],
    [t('insights.totals.perfect', { count: perfect }), formatNumber(perfect)],
  ] as const;
  return (
    <dl className={styles.totals}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
