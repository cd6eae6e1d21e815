import { weekdayName } from '@/lib/habits';
import styles from './WeekdayPicker.module.css';

type Props = {
  legend: string;
  /** ISO weekdays, 1 Monday … 7 Sunday. */
  value: number[];
  /** The weekday that the reader's weeks begin with. */
  weekStart?: number | undefined;
  onChange: (days: number[]) => void;
};

const weekFrom = (first: number): number[] =>
  Array.from({ length: 7 }, (_, index) => ((first - 1 + index) % 7) + 1);

/** Some of the seven weekdays: native checkboxes, in the order of the reader's week. */
export function WeekdayPicker({ legend, value, weekStart = 1, onChange }: Props) {
  const toggle = (day: number, on: boolean) => {
    onChange(on ? [...value, day].sort() : value.filter((known) => known !== day));
  };
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.days}>
        {weekFrom(weekStart).map((day) => (
          <label key={day} className={styles.day}>
            <input
              type="checkbox"
              aria-label={weekdayName(day, 'long')}
              checked={value.includes(day)}
              onChange={(event) => {
                toggle(day, event.target.checked);
              }}
            />
            <span aria-hidden="true">{weekdayName(day, 'short')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
