import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { addDays, type Day } from '@/lib/time/days';
import { dayAfterKey, type Layout } from './calendar';
import styles from './DayGrid.module.css';

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
  large?: boolean;
};

const LEVELS = ['', styles.level1, styles.level2, styles.level3, styles.level4] as const;

type CellProps = { day: Day; look: DayLook; today: boolean; reachable: boolean; onPick: () => void };

function Cell({ day, look, today, reachable, onPick }: CellProps) {
  const classes = [styles.cell, LEVELS[look.level], today && styles.today].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      className={classes}
      tabIndex={reachable ? 0 : -1}
      data-day={day}
      aria-label={look.label}
      aria-current={today ? 'date' : undefined}
      onClick={onPick}
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
  const { label, layout, rows, top, first, last, today, look, onPick, large = false } = props;
  const [wanted, setWanted] = useState(today);
  const current = wanted < first ? first : wanted > last ? last : wanted;
  const scroll = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = last >= today ? scroll.current.scrollWidth : 0;
  }, [last, today]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dayAfterKey(event.key, current, first, last, layout);
    if (next === null) return;
    event.preventDefault();
    setWanted(next);
    scroll.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
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
                <td key={day}>
                  {day >= first && day <= last && (
                    <Cell
                      day={day}
                      look={look(day)}
                      today={day === today}
                      reachable={day === current}
                      onPick={() => {
                        setWanted(day);
                        onPick(day);
                      }}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same weekday of each week, for a calendar with a column a week. */
export const weekdayRow = (weeks: readonly Day[], index: number): Day[] =>
  weeks.map((week) => addDays(week, index));
