import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './ScoreRing.module.css';

const RADIUS = 21.5;
const AROUND = 2 * Math.PI * RADIUS;

export const percentOf = (score: number): number => Math.round(score * 100);

type Props = { habit: Pick<Habit, 'icon' | 'name'>; score: number; large?: boolean };

/** The habit's icon in a ring as full as its score (0–1). */
export function ScoreRing({ habit, score, large = false }: Props) {
  return (
    <span
      className={large ? `${styles.ring} ${styles.large}` : styles.ring}
      role="img"
      aria-label={t('row.score', { percent: percentOf(score) })}
    >
      <svg viewBox="0 0 48 48" fill="none" strokeWidth="3" aria-hidden="true">
        <circle className={styles.track} cx="24" cy="24" r={RADIUS} />
        <circle
          className={styles.value}
          cx="24"
          cy="24"
          r={RADIUS}
          strokeLinecap={score > 0.01 ? 'round' : 'butt'}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - score)}
        />
      </svg>
      <span aria-hidden="true" className={habit.icon ? undefined : styles.letter}>
        {habit.icon ?? Array.from(habit.name)[0]?.toUpperCase()}
      </span>
    </span>
  );
}
