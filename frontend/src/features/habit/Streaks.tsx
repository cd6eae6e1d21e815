import { BarList, ChartCard } from '@/components/charts';
import type { Stats } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { formatRange } from '@/lib/time/days';

export const lengthOf = (unit: Stats['streak_unit'], count: number): string =>
  t(`habit.length.${unit}`, { count });

/** The ten longest streaks, longest first, and the one that is running. */
export function Streaks({ stats }: { stats: Stats }) {
  const best = stats.best_streaks
    .filter((streak) => streak.length > 1)
    .sort((one, other) => other.length - one.length || other.end.localeCompare(one.end));
  const longest = best[0]?.length ?? 1;
  const rows = best.map((streak) => ({
    key: streak.start,
    length: lengthOf(stats.streak_unit, streak.length),
    part: streak.length / longest,
    dates: formatRange(streak.start, streak.end, locale()),
  }));
  const title = t('habit.streaks.title');
  const current = t('habit.streaks.current', { length: lengthOf(stats.streak_unit, stats.current_streak) });
  return (
    <ChartCard
      title={title}
      hint={rows.length === 0 ? t('habit.streaks.empty') : current}
      table={
        rows.length === 0
          ? null
          : {
              caption: title,
              head: [t('habit.streaks.length'), t('habit.streaks.dates')],
              rows: rows.map(({ length, dates }) => [length, dates]),
            }
      }
    >
      {rows.length > 0 && (
        <BarList
          ordered
          wide
          bars={rows.map(({ key, length, part, dates }) => ({ key, name: length, part, text: dates }))}
        />
      )}
    </ChartCard>
  );
}
