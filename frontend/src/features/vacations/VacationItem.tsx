import { Button } from '@/components/Button';
import type { Habit, Vacation } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { formatDay, formatRange, type Day } from '@/lib/time/days';
import styles from './VacationsPage.module.css';

type Props = { vacation: Vacation; habits: Habit[]; today: Day; onEdit: () => void; onDelete: () => void };

const spanOf = ({ start_date, end_date }: Vacation): string =>
  end_date === null
    ? t('vacations.since', {
        start: formatDay(start_date, locale(), { day: 'numeric', month: 'short', year: 'numeric' }),
      })
    : formatRange(start_date, end_date, locale());

function whomOf({ habit_ids }: Vacation, habits: Habit[]): string {
  if (habit_ids === null) return t('vacations.all');
  const names = habits.filter(({ id }) => habit_ids.includes(id)).map(({ name }) => name);
  return names.length > 0
    ? new Intl.ListFormat(locale()).format(names)
    : t('vacations.count', { count: habit_ids.length });
}

function stateOf({ start_date, end_date }: Vacation, today: Day): 'now' | 'coming' | 'past' {
  if (start_date > today) return 'coming';
  return end_date !== null && end_date < today ? 'past' : 'now';
}

export function VacationItem({ vacation, habits, today, onEdit, onDelete }: Props) {
  const state = stateOf(vacation, today);
  const span = spanOf(vacation);
  return (
    <li className={styles.item} data-state={state} data-testid={`vacation-${vacation.id}`}>
      <div className={styles.body}>
        <p className={styles.span}>
          {span} <span className={styles.state}>{t(`vacations.state.${state}`)}</span>
        </p>
        <p className={styles.meta}>{[whomOf(vacation, habits), vacation.note].filter(Boolean).join(' · ')}</p>
      </div>
      <Button look="bare" aria-label={t('vacations.edit.one', { span })} onClick={onEdit}>
        {t('habits.edit')}
      </Button>
      <Button look="bare" aria-label={t('vacations.delete.one', { span })} onClick={onDelete}>
        {t('habits.delete')}
      </Button>
    </li>
  );
}
