import { useState } from 'react';
import { ChartCard, formatPercent, fullDate, LineChart } from '@/components/charts';
import { Choice } from '@/components/Choice';
import type { Stats } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { pointsOf, scoreSeries, STEPS, type Step } from './series';

/** The score over time: each day of the last year, or week, month and year of the whole history. */
export function ScoreChart({ stats }: { stats: Stats }) {
  const [step, setStep] = useState<Step>('day');
  const series = scoreSeries(stats, step);
  const first = series[0];
  const last = series.at(-1);
  if (!first || !last) return <ChartCard title={t('habit.chart.title')} hint={t('habit.chart.empty')} />;
  const label = t('habit.chart.label', {
    from: formatPercent(first.score),
    start: fullDate(first.date),
    to: formatPercent(last.score),
    end: fullDate(last.date),
  });
  return (
    <ChartCard
      title={t('habit.chart.title')}
      hint={t('habit.score.text')}
      controls={
        <Choice
          legend={t('habit.step')}
          hideLegend
          value={step}
          onChange={setStep}
          options={STEPS.map((value) => ({ value, label: t(`habit.step.${value}`) }))}
        />
      }
      table={{
        caption: t('habit.chart.title'),
        head: [t('habit.table.date'), t('habit.table.score')],
        rows: [...series].reverse().map((point) => [fullDate(point.date), formatPercent(point.score)]),
      }}
    >
      <LineChart key={step} label={label} points={pointsOf(series, step)} />
    </ChartCard>
  );
}
