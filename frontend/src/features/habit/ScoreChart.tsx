import { percentOf } from '@/components/ScoreRing';
import type { Stats } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { Card, TableBehind } from './Card';
import styles from './ScoreChart.module.css';

type Point = Stats['scores'][number];

const WIDTH = 600;
const HEIGHT = 140;

const shortDate = (day: Day) => formatDay(day, locale(), { day: 'numeric', month: 'short' });
const fullDate = (day: Day) => formatDay(day, locale(), { day: 'numeric', month: 'short', year: 'numeric' });

/** The points as an SVG path over the whole width; a single one becomes a level line. */
export function pathOf(scores: readonly Point[]): string {
  const points = scores.length === 1 ? [...scores, ...scores] : scores;
  return points
    .map(({ score }, index) => {
      const x = (index / (points.length - 1)) * WIDTH;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(HEIGHT * (1 - score)).toFixed(1)}`;
    })
    .join('');
}

function Plot({ scores, first, last }: { scores: Point[]; first: Point; last: Point }) {
  const path = pathOf(scores);
  const label = t('habit.chart.label', {
    from: percentOf(first.score),
    start: fullDate(first.date),
    to: percentOf(last.score),
    end: fullDate(last.date),
  });
  return (
    <div className={styles.chart}>
      <div className={styles.scale} aria-hidden="true">
        <span>100 %</span>
        <span>50</span>
        <span>0</span>
      </div>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {[0, HEIGHT / 2, HEIGHT].map((y) => (
          <path key={y} className={styles.rule} d={`M0 ${y}H${WIDTH}`} vectorEffect="non-scaling-stroke" />
        ))}
        <path className={styles.area} d={`${path}V${HEIGHT}H0Z`} />
        <path className={styles.line} d={path} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={styles.dates} aria-hidden="true">
        <span>{shortDate(first.date)}</span>
        {last !== first && <span>{shortDate(last.date)}</span>}
      </div>
    </div>
  );
}

/** The last day of each month: a year of days would be a table nobody reads. */
function monthEnds(scores: Point[]): Point[] {
  return scores
    .filter((point, index) => scores[index + 1]?.date.slice(0, 7) !== point.date.slice(0, 7))
    .reverse();
}

export function ScoreChart({ scores }: { scores: Point[] }) {
  const first = scores[0];
  const last = scores.at(-1);
  if (!first || !last) {
    return (
      <Card title={t('habit.chart.title')} hint={t('habit.chart.empty')}>
        {null}
      </Card>
    );
  }
  return (
    <Card title={t('habit.chart.title')} hint={t('habit.score.text')}>
      <Plot scores={scores} first={first} last={last} />
      <TableBehind
        caption={t('habit.chart.title')}
        head={[t('habit.table.date'), t('habit.table.score')]}
        rows={monthEnds(scores).map((point) => [fullDate(point.date), `${percentOf(point.score)} %`])}
      />
    </Card>
  );
}
