import { useRef, useState, type DragEvent } from 'react';
import { useTaskActions } from '@/components/useTaskActions';
import type { Task, TaskColumn } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { COLUMNS, byPosition, latestDoneFirst, matching, positionAt, useTasks } from '@/lib/tasks';
import type { Day } from '@/lib/time/days';
import styles from './Board.module.css';
import { BoardCard } from './BoardCard';

type Props = { open: Task[]; today: Day; query: string; tag: string | null };
type Columns = Record<TaskColumn, Task[]>;
/** `by` places in its column, or to the beginning of another one. */
export type Move = { to: TaskColumn } | { by: -1 | 1 };

const DONE_SHOWN = 20;

function columnsOf(open: readonly Task[], done: readonly Task[]): Columns {
  const of = (column: TaskColumn) => open.filter((task) => task.column === column).sort(byPosition);
  return { todo: of('todo'), doing: of('doing'), done: [...done].sort(latestDoneFirst).slice(0, DONE_SHOWN) };
}

/** The place in a column at a height: behind all cards whose middle lies above it. */
function placeAt(list: HTMLElement, y: number, moved: string): number {
  const cards = Array.from(list.children).filter(
    (card) => card instanceof HTMLElement && card.dataset['task'] !== moved,
  );
  return cards.filter((card) => {
    const { top, height } = card.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}

/** After a move the card is another element, perhaps in another column: the focus follows the task. */
const focusOn = (id: string): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-move="${id}"]`)?.focus());
};

function useMoves(columns: Columns) {
  const { move } = useTaskActions();
  const [said, setSaid] = useState('');
  const put = (task: Task, column: TaskColumn, place: number) => {
    const others = columns[column].filter(({ id }) => id !== task.id);
    const stays = column === task.column && columns[column].indexOf(task) === place;
    if (stays || (column === 'done' && task.column === 'done')) return;
    const position = column === 'done' ? task.position : positionAt(others, place);
    move(task, column, position);
    const values = { title: task.title, column: t(`tasks.column.${column}`), place: place + 1 };
    setSaid(t('tasks.board.said', { ...values, count: others.length + 1 }));
  };
  const step = (task: Task, wanted: Move) => {
    if ('to' in wanted) put(task, wanted.to, 0);
    else {
      const column = columns[task.column];
      const place = column.indexOf(task) + wanted.by;
      if (place >= 0 && place < column.length) put(task, task.column, place);
    }
    focusOn(task.id);
  };
  return { put, step, said };
}

type ColumnProps = {
  column: TaskColumn;
  tasks: Task[];
  today: Day;
  dragged: Task | null;
  onDrag: (task: Task | null) => void;
  onDrop: (place: number) => void;
  onMove: (task: Task, move: Move) => void;
};

function Column({ column, tasks, today, dragged, onDrag, onDrop, onMove }: ColumnProps) {
  const list = useRef<HTMLOListElement>(null);
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (!dragged) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (dragged && list.current) onDrop(placeAt(list.current, event.clientY, dragged.id));
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- where cards are dropped; keys and menu do the same
    <section
      className={styles.column}
      aria-labelledby={`column-${column}`}
      data-over={(over && dragged !== null) || undefined}
      onDragOver={drag}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <h2 id={`column-${column}`}>
        {t(`tasks.column.${column}`)} <span>{tasks.length}</span>
      </h2>
      <ol ref={list} className={styles.cards}>
        {tasks.map((task, index) => (
          <BoardCard
            key={task.id}
            task={task}
            today={today}
            isFirst={index === 0}
            isLast={index === tasks.length - 1}
            onDrag={onDrag}
            onMove={(move) => onMove(task, move)}
          />
        ))}
      </ol>
      {tasks.length === 0 && <p className={styles.none}>{t(`tasks.board.none.${column}`)}</p>}
    </section>
  );
}

/** To do, doing, done. A card is moved with the mouse, with its menu, or with the arrow keys on its menu's button. */
export function Board({ open, today, query, tag }: Props) {
  const { data: done = [] } = useTasks('done');
  const columns = columnsOf(matching(open, query, tag), matching(done, query, tag));
  const { put, step, said } = useMoves(columns);
  const [dragged, setDragged] = useState<Task | null>(null);
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- on a phone it scrolls, and empty columns hold nothing to focus */}
      <div className={styles.board} role="group" aria-label={t('tasks.board')} tabIndex={0}>
        {COLUMNS.map((column) => (
          <Column
            key={column}
            column={column}
            tasks={columns[column]}
            today={today}
            dragged={dragged}
            onDrag={setDragged}
            onDrop={(place) => {
              if (dragged) put(dragged, column, place);
              setDragged(null);
            }}
            onMove={step}
          />
        ))}
      </div>
      <p className={styles.none}>{t('tasks.board.hint')}</p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
