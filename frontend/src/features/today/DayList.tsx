import { lazy, Suspense, useRef, useState } from 'react';
import type { Today, TodayHabit } from '@/lib/api/types';
import { groupOf, progressOf, type Group } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { dismissToast } from '@/lib/toast';
import { ProgressLine } from './DayHead';
import { HabitRow } from './HabitRow';
import styles from './TodayPage.module.css';
import { useFlip } from './useFlip';

const CheckinSheet = lazy(() => import('@/components/CheckinSheet'));
const GROUPS: readonly Group[] = ['open', 'resting', 'settled'];

type GroupProps = { group: Group; rows: TodayHabit[]; today: Today; onOpen: (habitId: string) => void };

function RowGroup({ group, rows, today, onOpen }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`} className={group === 'open' ? 'visually-hidden' : undefined}>
        {t(`today.group.${group}`)}
      </h2>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <HabitRow
            key={row.habit.id}
            row={row}
            day={today.date}
            onOpen={() => {
              onOpen(row.habit.id);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

/** The habits of one day: what is due first, what is done sinks. */
export function DayList({ today }: { today: Today }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const grouped = GROUPS.map((group) => ({
    group,
    rows: today.habits.filter((row) => groupOf(row) === group),
  }));
  useFlip(list, grouped.map(({ rows }) => rows.map((row) => row.habit.id).join()).join('|'));
  const openSheet = (habitId: string) => {
    dismissToast(); // it would lie over the sheet's buttons
    setOpenId(habitId);
  };
  const open = today.habits.find((row) => row.habit.id === openId);
  const nothingYet = today.habits.every((row) => row.checkin === null && row.summary.streak === 0);
  return (
    <>
      <ProgressLine {...progressOf(today.habits)} />
      <div className={styles.groups} ref={list}>
        {grouped.map(({ group, rows }) => (
          <RowGroup key={group} group={group} rows={rows} today={today} onOpen={openSheet} />
        ))}
      </div>
      {nothingYet && <p className={styles.tip}>{t('today.tip')}</p>}
      {open && (
        <Suspense>
          <CheckinSheet
            habit={open.habit}
            day={today.date}
            checkin={open.checkin}
            onClose={() => {
              setOpenId(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
