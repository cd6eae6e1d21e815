import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { addDays, daysBetween, type Day } from '@/lib/time/days';
import type { Layout } from './calendar';
import styles from './DayGrid.module.css';
import { useDayWalk } from './useDayWalk';

/** How full a square is: nothing, a little … all. Its size says so, not only its colour. */
export type Level = 0 | 1 | 2 | 3 | 4;
/** `label` is spoken; `mark` is a sign in the square; `text` is written in a large one. */
export type DayLook = { label: string; level: Level; mark?: string | undefined; text?: string | undefined };

type Row = { key: string; head: ReactNode; days: readonly Day[] };
type Props = {
  label: string;
  layout: Layout;
  rows: readonly Row[];
  top?: ReactNode;
  /** Only days between these can be reached. */
  first: Day;
  last: Day;
  today: Day;
  look: (day: Day) => DayLook;
  onPick: (day: Day) => void;
  /** A stretch of days, selected with Shift and the arrow keys or a click, oldest first. */
  onPickRange?: ((from: Day, to: Day) => void) | undefined;
  /** An arrow key led to a day outside, which the calendar may turn to. */
  onBeyond?: ((day: Day) => void) | undefined;
  /** The day that can be reached first; today unless said. With `focus` it has the focus. */
  start?: Day | undefined;
  focus?: boolean;
  large?: boolean;
};

const LEVELS = ['', styles.level1, styles.level2, styles.level3, styles.level4] as const;

type CellProps = {
  day: Day;
  look: DayLook;
  today: boolean;
  reachable: boolean;
  /** Where a dialog begins. */
  begins: boolean;
  onClick: (event: MouseEvent) => void;
};

function Cell({ day, look, today, reachable, begins, onClick }: CellProps) {
  const classes = [styles.cell, LEVELS[look.level], today && styles.today].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      className={classes}
      tabIndex={reachable ? 0 : -1}
      data-day={day}
      data-first-field={begins ? '' : undefined}
      aria-label={look.label}
      aria-current={today ? 'date' : undefined}
      onClick={onClick}
    >
      <span aria-hidden="true">{look.text ?? look.mark}</span>
    </button>
  );
}

/**
 * A calendar of squares: one stop of the Tab key, within it the arrow keys, Home, End and Page Up/Down walk from day to
 * day, Enter picks one. It begins at its last day, which is scrolled into sight.
 */
export function DayGrid(props: Props) {
  const { label, rows, top, first, last, today, look, focus = false, large = false } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { current, range, onKeyDown, pick } = useDayWalk(props, scroll);
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = last >= today ? scroll.current.scrollWidth : 0;
  }, [last, today]);
  useLayoutEffect(() => {
    if (focus) scroll.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [focus]);
  return (
    <div ref={scroll} className={large ? styles.large : styles.scroll}>
      <table
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA's grid pattern
        role="grid"
        className={styles.grid}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {top && <thead>{top}</thead>}
        <tbody>
          {rows.map(({ key, head, days }) => (
            <tr key={key}>
              {head !== null && <th scope="row">{head}</th>}
              {days.map((day) => (
                <td
                  key={day}
                  aria-selected={range ? range.from <= day && day <= range.to : undefined}
                  className={range && range.from <= day && day <= range.to ? styles.selected : undefined}
                >
                  {day >= first && day <= last && (
                    <Cell
                      day={day}
                      look={look(day)}
                      today={day === today}
                      reachable={day === current}
                      begins={focus && day === current}
                      onClick={(event) => pick(day, event.shiftKey)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="visually-hidden">
        {range && t('chart.range', { count: daysBetween(range.from, range.to) + 1 })}
      </p>
    </div>
  );
}

/** The same weekday of each week, for a calendar with a column a week. */
export const weekdayRow = (weeks: readonly Day[], index: number): Day[] =>
  weeks.map((week) => addDays(week, index));
