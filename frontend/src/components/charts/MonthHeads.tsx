import { locale } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { monthsOf } from './calendar';
import styles from './DayGrid.module.css';

/** The months' names over a calendar with a column a week; a month of one column has no room for its own. */
export function MonthHeads({ weeks }: { weeks: readonly Day[] }) {
  return (
    <tr aria-hidden="true">
      <td />
      {monthsOf(weeks).map(({ month, columns }) => (
        <td key={month} colSpan={columns} className={styles.month}>
          {columns > 1 && formatDay(month, locale(), { month: 'short' })}
        </td>
      ))}
    </tr>
  );
}
