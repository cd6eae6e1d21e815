import { Link } from 'wouter';
import { formatPercent, formatPoints } from '@/components/charts';
import { ScoreRing } from '@/components/ScoreRing';
import type { Overview, OverviewHabit } from '@/lib/api/types';
import { formatAmount } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { partOf } from './days';
import styles from './Insights.module.css';

const WIDTH = 100;

/** How much of what was due was done, as a bar; the words beside it say the same. */
function Strip({ part }: { part: number | null }) {
  return (
    <svg className={styles.strip} viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} width={WIDTH} height="8" />
      <rect className={styles.value} width={(part ?? 0) * WIDTH} height="8" />
    </svg>
  );
}

function aboutOf(habit: OverviewHabit): string {
  return [
    habit.due > 0 ? t('insights.habit.done', { done: habit.done, due: habit.due }) : t('insights.habit.rest'),
    habit.skipped > 0 ? t('insights.habit.skipped', { count: habit.skipped }) : null,
    habit.amount !== null && habit.amount > 0 ? formatAmount(habit, habit.amount) : null,
    habit.streak > 0 ? t(`row.streak.${habit.streak_unit}`, { count: habit.streak }) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The score before and after, and the difference in points; its sign says which way. */
function Score({ habit: { score_start: start, score_end: end } }: { habit: OverviewHabit }) {
  const change = Math.round(end * 100) - Math.round(start * 100);
  return (
    <p className={styles.score}>
      <span className="visually-hidden">
        {t('insights.habit.score', { from: formatPercent(start), to: formatPercent(end) })}
      </span>
      <span aria-hidden="true">
        {formatPercent(start)} → <b>{formatPercent(end)}</b>
      </span>
      <span className={styles.change}>
        <span className="visually-hidden">{t('insights.habit.change')} </span>
        {change === 0 ? '±0' : formatPoints(change / 100)}
      </span>
    </p>
  );
}

function Row({ habit }: { habit: OverviewHabit }) {
  return (
    <li className={styles.row} data-colour={habit.colour}>
      <ScoreRing habit={habit} score={habit.score_end} />
      <div className={styles.body}>
        <h3>
          <Link href={`/habits/${habit.id}`} className={styles.name}>
            {habit.name}
          </Link>
        </h3>
        <Strip part={partOf(habit)} />
        <p className={styles.meta}>{aboutOf(habit)}</p>
        <Score habit={habit} />
      </div>
    </li>
  );
}

/** How each habit went; its name leads to its own page. */
export function HabitRows({ overview: { habits } }: { overview: Overview }) {
  return (
    <section className={styles.card} aria-labelledby="by-habit">
      <h2 id="by-habit">{t('insights.habits.title')}</h2>
      <ul>
        {habits.map((habit) => (
          <Row key={habit.id} habit={habit} />
        ))}
      </ul>
    </section>
  );
}
