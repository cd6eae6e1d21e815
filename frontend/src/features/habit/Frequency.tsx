import type { Stats } from '@/lib/api/types';
import { weekdayName } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatRange } from '@/lib/time/days';
import { Card } from './Card';
import styles from './WeekdayChart.module.css';

function Bar({ part }: { part: number }) {
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} width="100" height="12" />
      <rect className={styles.value} width={Math.min(1, part) * 100} height="12" />
    </svg>
  );
}

/** How often it was done on each weekday; the figures stand beside the bars. */
export function WeekdayChart({ weekdays }: { weekdays: Stats['weekdays'] }) {
  return (
    <Card title={t('habit.weekdays.title')}>
      <ul className={styles.bars}>
        {weekdays.map(({ weekday, done, due }) => (
          <li key={weekday} className={styles.bar}>
            <span>
              <span aria-hidden="true">{weekdayName(weekday, 'short')}</span>
              <span className="visually-hidden">{weekdayName(weekday, 'long')}</span>
            </span>
            <Bar part={due > 0 ? done / due : 0} />
            <span className={styles.count}>{due > 0 ? t('habit.weekdays.text', { done, due }) : '–'}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const SHOWN = 5;

/** The longest streaks, longest first. */
export function BestStreaks({ stats }: { stats: Stats }) {
  const best = stats.best_streaks
    .filter((streak) => streak.length > 1)
    .sort((one, other) => other.length - one.length)
    .slice(0, SHOWN);
  const longest = best[0]?.length ?? 1;
  return (
    <Card title={t('habit.streaks.title')} hint={best.length === 0 ? t('habit.streaks.empty') : undefined}>
      {best.length > 0 && (
        <ol className={styles.streaks}>
          {best.map((streak) => (
            <li key={streak.start} className={`${styles.bar} ${styles.long}`}>
              <strong>{streak.length}</strong>
              <Bar part={streak.length / longest} />
              <span className={styles.count}>{formatRange(streak.start, streak.end, locale())}</span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
