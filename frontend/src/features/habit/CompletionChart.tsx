import { useState } from 'react';
import { BarChart, ChartCard } from '@/components/charts';
import { Choice } from '@/components/Choice';
import type { Habit, Stats } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { barsOf, PART, rowsOf, SPANS, type Span } from './periods';

/** How much of what was due was done, by week, month, quarter and year. */
export function CompletionChart({ habit, stats }: { habit: Habit; stats: Stats }) {
  const [span, setSpan] = useState<Span>('month');
  const periods = stats.completion[PART[span]];
  const title = t('habit.completion.title');
  if (periods.length === 0) return <ChartCard title={title} hint={t('habit.completion.empty')} />;
  const head = ['period', 'done', 'due', 'part', 'skips', ...(habit.kind === 'numeric' ? ['amount'] : [])];
  return (
    <ChartCard
      title={title}
      controls={
        <Choice
          legend={t('habit.completion.period')}
          hideLegend
          value={span}
          onChange={setSpan}
          options={SPANS.map((value) => ({ value, label: t(`habit.step.${value}`) }))}
        />
      }
      table={{
        caption: title,
        head: (head as ('period' | 'done' | 'due' | 'part' | 'skips' | 'amount')[]).map((name) =>
          t(`habit.completion.${name}`),
        ),
        rows: rowsOf(periods, span, habit),
      }}
    >
      <BarChart
        key={span}
        label={t('habit.completion.label', { count: periods.length })}
        bars={barsOf(periods, span, habit)}
      />
    </ChartCard>
  );
}
