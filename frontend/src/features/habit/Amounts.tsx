import { ChartCard, fullDate } from '@/components/charts';
import type { Habit, Stats } from '@/lib/api/types';
import { formatAmount } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './HabitPage.module.css';

/** What a numeric habit adds up to. */
export function Amounts({ habit, amounts }: { habit: Habit; amounts: NonNullable<Stats['amounts']> }) {
  const { total, average, best } = amounts;
  return (
    <ChartCard title={t('habit.amounts.title')}>
      <dl className={styles.amounts}>
        <div>
          <dt>{t('habit.amounts.total')}</dt>
          <dd>{formatAmount(habit, total)}</dd>
        </div>
        {average !== null && (
          <div>
            <dt>{t('habit.amounts.average')}</dt>
            <dd>{formatAmount(habit, average)}</dd>
          </div>
        )}
        {best && (
          <div>
            <dt>{t('habit.amounts.best')}</dt>
            <dd>{formatAmount(habit, best.value)}</dd>
            <dd className={styles.when}>{fullDate(best.date)}</dd>
          </div>
        )}
      </dl>
    </ChartCard>
  );
}
