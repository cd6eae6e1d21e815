import { percentOf, ScoreRing } from '@/components/ScoreRing';
import { formatPercent } from '@/components/charts';
import type { Habit, Stats } from '@/lib/api/types';
import { describeSchedule, describeTarget, formatNumber } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './HabitPage.module.css';
import { lengthOf } from './Streaks';

export function Hero({ habit, score }: { habit: Habit; score: number }) {
  const rhythm = [describeSchedule(habit.schedule), describeTarget(habit), habit.group]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className={styles.hero}>
      <ScoreRing habit={habit} score={score} large />
      <div>
        {habit.question && <p className={styles.question}>{habit.question}</p>}
        <p>{rhythm}</p>
        {habit.archived && <p className={styles.badge}>{t('habit.archived')}</p>}
      </div>
    </div>
  );
}

/** Where the habit stands, in four figures. */
export function Figures({ stats }: { stats: Stats }) {
  const best = Math.max(0, stats.current_streak, ...stats.best_streaks.map((streak) => streak.length));
  const figures = [
    [t('habit.score'), formatPercent(percentOf(stats.score) / 100)],
    [t('habit.streak'), lengthOf(stats.streak_unit, stats.current_streak)],
    [t('habit.best'), lengthOf(stats.streak_unit, best)],
    [t('habit.total'), formatNumber(stats.totals.done)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
