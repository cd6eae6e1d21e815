import { fullDate, formatPercent, monthName, shortDate, type LinePoint } from '@/components/charts';
import type { Stats } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';

export type Step = 'day' | 'week' | 'month' | 'year';
export const STEPS: readonly Step[] = ['day', 'week', 'month', 'year'];

type Point = { date: Day; score: number };

const WEEKS_SHOWN = 105;

/** The weekly history and the days of the last year as one series, oldest first, each day once. */
function wholeHistory({ history, scores }: Stats): Point[] {
  const byDay = new Map([...history, ...scores].map((point) => [point.date, point]));
  return [...byDay.values()].sort((one, other) => one.date.localeCompare(other.date));
}

/** The last point of each run that shares a name. */
const lastOfEach = (points: readonly Point[], nameOf: (date: Day) => string): Point[] =>
  points.filter(({ date }, place) => {
    const next = points[place + 1];
    return next === undefined || nameOf(next.date) !== nameOf(date);
  });

/** The score day by day (a year of it), or as it stood at the end of each week, month or year of the whole history. */
export function scoreSeries(stats: Stats, step: Step): Point[] {
  switch (step) {
    case 'day':
      return stats.scores;
    case 'week': {
      const { history } = stats;
      const today = stats.scores.at(-1);
      const open = today && (history.at(-1)?.date ?? '') < today.date ? [today] : [];
      return [...history, ...open].slice(-WEEKS_SHOWN);
    }
    case 'month':
      return lastOfEach(wholeHistory(stats), (date) => date.slice(0, 7));
    case 'year':
      return lastOfEach(wholeHistory(stats), (date) => date.slice(0, 4));
  }
}

function tickOf(date: Day, step: Step): string {
  if (step === 'year') return date.slice(0, 4);
  return step === 'month' ? monthName(date, 'short') : shortDate(date);
}

export const pointsOf = (series: readonly Point[], step: Step): LinePoint[] =>
  series.map(({ date, score }) => ({
    key: date,
    label: t('habit.chart.point', { date: fullDate(date), score: formatPercent(score) }),
    tick: tickOf(date, step),
    value: score,
  }));
