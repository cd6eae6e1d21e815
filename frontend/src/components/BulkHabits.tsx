import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './BulkSheet.module.css';

type Props = { habits: Habit[]; chosen: string[]; legend?: string; onChange: (ids: string[]) => void };

/** Some habits of several, as chips. */
export function BulkHabits({ habits, chosen, legend = t('bulk.habits'), onChange }: Props) {
  const toggle = (id: string) => {
    onChange(chosen.includes(id) ? chosen.filter((known) => known !== id) : [...chosen, id]);
  };
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.chips}>
        {habits.map((habit) => (
          <label key={habit.id} className={styles.chip} data-colour={habit.colour}>
            <input type="checkbox" checked={chosen.includes(habit.id)} onChange={() => toggle(habit.id)} />
            <span>
              {habit.icon && <span aria-hidden="true">{habit.icon} </span>}
              {habit.name}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
