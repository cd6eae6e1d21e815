import { useLocation } from 'wouter';
import { BarChart, ChartCard, formatPercent, spokenDate } from '@/components/charts';
import type { Overview } from '@/lib/api/types';
import { weekdayName } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { weekdayOf } from '@/lib/time/days';
import { describeDayOf, partOf } from './days';
import { DaysCalendar } from './DaysCalendar';
import { nameOf } from './period';

/** Each day of the period, done of due: bars for a week, a calendar for a month or a year. A day there leads to it. */
export function DaysChart({ overview }: { overview: Overview }) {
  const [, navigate] = useLocation();
  const { period, days } = overview;
  const title = t('insights.days.title');
  const label = t('insights.days.label', { period: nameOf(overview) });
  return (
    <ChartCard
      title={title}
      hint={period === 'week' ? undefined : t('insights.days.hint')}
      table={{
        caption: label,
        head: [
          t('insights.days.day'),
          t('insights.days.done'),
          t('insights.days.due'),
          t('insights.days.part'),
        ],
        rows: [...days].reverse().map((day) => {
          const part = partOf(day);
          return [
            spokenDate(day.date),
            String(day.done),
            String(day.due),
            part === null ? '–' : formatPercent(part),
          ];
        }),
      }}
    >
      {period === 'week' ? (
        <BarChart
          key={overview.start}
          label={label}
          bars={days.map((day) => ({
            key: day.date,
            label: describeDayOf(day, true),
            tick: weekdayName(weekdayOf(day.date), 'short'),
            text: t('insights.days.figure', { done: day.done, due: day.due }),
            value: partOf(day),
          }))}
        />
      ) : (
        <DaysCalendar overview={overview} label={label} onPick={(day) => navigate(`/today/${day}`)} />
      )}
    </ChartCard>
  );
}
