import { BarList, ChartCard } from '@/components/charts';
import type { Stats } from '@/lib/api/types';
import { useWeekStart, weekdayName } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { weekdaysFrom } from '@/lib/time/days';

/** How often it was done on each weekday, in the order of the person's week. */
export function Weekdays({ weekdays }: { weekdays: Stats['weekdays'] }) {
  const order = weekdaysFrom(useWeekStart());
  const days = order.map((weekday) => {
    const { done, due } = weekdays.find((each) => each.weekday === weekday) ?? { done: 0, due: 0 };
    return {
      weekday,
      part: due > 0 ? done / due : 0,
      text: due > 0 ? t('habit.weekdays.text', { done, due }) : '–',
    };
  });
  const title = t('habit.weekdays.title');
  return (
    <ChartCard
      title={title}
      table={{
        caption: title,
        head: [t('habit.weekdays.day'), t('habit.completion.done')],
        rows: days.map(({ weekday, text }) => [weekdayName(weekday, 'long'), text]),
      }}
    >
      <BarList
        bars={days.map(({ weekday, part, text }) => ({
          key: String(weekday),
          name: weekdayName(weekday, 'short'),
          spoken: weekdayName(weekday, 'long'),
          part,
          text,
        }))}
      />
    </ChartCard>
  );
}
