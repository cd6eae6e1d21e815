import { useState, type SubmitEvent } from 'react';
import { Button, IconButton } from '@/components/Button';
import { DayGrid, monthName, spokenDate, type DayLook, type Level } from '@/components/charts';
import { Field } from '@/components/Field';
import { LeftIcon, RightIcon } from '@/components/icons';
import { Sheet } from '@/components/Sheet';
import type { Overview } from '@/lib/api/types';
import { useOverview, useWeekStart, weekdayName } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { isDay, weekdaysFrom, type Day } from '@/lib/time/days';
import { addMonths, firstOfMonth, lastOfMonth, weeksOf } from './month';
import styles from './MonthSheet.module.css';

// Days before it cannot be marked; a year that is still being typed is no year either.
const EARLIEST = '2000-01-01';

type Props = { day: Day; today: Day; onPick: (day: Day) => void; onClose: () => void };
type Counted = Overview['days'][number];

const levelOf = ({ done, due }: Counted): Level =>
  due === 0 || done === 0 ? 0 : done >= due ? 4 : done / due >= 0.66 ? 3 : done / due >= 0.33 ? 2 : 1;

/** How full a day was, where that is known. */
function lookOf(day: Day, counted: Counted | undefined): DayLook {
  const text = String(Number(day.slice(8)));
  const date = spokenDate(day);
  if (!counted || counted.due === 0) return { label: date, level: 0, text };
  const progress = t('today.progress', { done: counted.done, due: counted.due });
  return { label: `${date}: ${progress}`, level: levelOf(counted), text };
}

function Weekdays({ weekStart }: { weekStart: number }) {
  return (
    <tr>
      {weekdaysFrom(weekStart).map((weekday) => (
        <th key={weekday} scope="col">
          <span className="visually-hidden">{weekdayName(weekday, 'long')}</span>
          <span aria-hidden="true">{weekdayName(weekday, 'short')}</span>
        </th>
      ))}
    </tr>
  );
}

type TurnProps = { month: Day; today: Day; onTurn: (month: Day) => void };

function Turn({ month, today, onTurn }: TurnProps) {
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  return (
    <div className={styles.turn}>
      <IconButton
        label={t('today.month.previous')}
        disabled={before < EARLIEST}
        onClick={() => onTurn(before)}
      >
        <LeftIcon />
      </IconButton>
      <p aria-live="polite">{monthName(month)}</p>
      <IconButton label={t('today.month.next')} disabled={after > today} onClick={() => onTurn(after)}>
        <RightIcon />
      </IconButton>
    </div>
  );
}

/** A day that is far away is quicker typed. */
function TypedDay({ day, today, onPick }: Omit<Props, 'onClose'>) {
  const [typed, setTyped] = useState(day);
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isDay(typed) && typed >= EARLIEST && typed <= today) onPick(typed);
    else setWrong(true);
  };
  return (
    <form className={styles.typed} onSubmit={submit} noValidate>
      <Field label={t('today.pick')} error={wrong ? t('today.pick.wrong') : undefined}>
        {(control) => (
          <input
            {...control}
            type="date"
            min={EARLIEST}
            max={today}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
            }}
          />
        )}
      </Field>
      <Button type="submit" look="quiet">
        {t('today.pick.go')}
      </Button>
    </form>
  );
}

/** Months of days, each as full as it was, in the person's weeks: choosing one opens it. */
export default function MonthSheet({ day, today, onPick, onClose }: Props) {
  const weekStart = useWeekStart();
  const [shown, setShown] = useState({ month: firstOfMonth(day), start: day, walked: true });
  const { month, start, walked } = shown;
  const { data, isPlaceholderData } = useOverview('month', month);
  const byDay = new Map((isPlaceholderData ? [] : (data?.days ?? [])).map((each) => [each.date, each]));
  const last = lastOfMonth(month) < today ? lastOfMonth(month) : today;
  const first = month < EARLIEST ? EARLIEST : month;
  return (
    <Sheet title={t('today.calendar')} open onClose={onClose}>
      <div className={styles.sheet}>
        <Turn
          month={month}
          today={today}
          onTurn={(next) => setShown({ month: next, start: next, walked: false })}
        />
        <DayGrid
          key={`${month} ${start}`}
          label={monthName(month)}
          layout="rows"
          large
          top={<Weekdays weekStart={weekStart} />}
          rows={weeksOf(month, weekStart).map((days) => ({ key: days[0] ?? '', head: null, days }))}
          first={first}
          last={last}
          today={today}
          start={start}
          focus={walked}
          look={(each) => lookOf(each, byDay.get(each))}
          onPick={onPick}
          onBeyond={(next) => {
            if (next >= EARLIEST) setShown({ month: firstOfMonth(next), start: next, walked: true });
          }}
        />
        <TypedDay day={day} today={today} onPick={onPick} />
      </div>
    </Sheet>
  );
}
