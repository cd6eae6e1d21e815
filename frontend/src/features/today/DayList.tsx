import { lazy, Suspense, useRef, useState } from 'react';
import { ButtonLink } from '@/components/Button';
import { PlusIcon } from '@/components/icons';
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

/** The groups as one flat list: a row that changes its group stays the same element, and keeps the focus. */
function grouped(rows: TodayHabit[]): (Group | TodayHabit)[] {
  return GROUPS.flatMap((group) => {
    const members = rows.filter((row) => groupOf(row) === group);
    return members.length > 0 ? [group, ...members] : [];
  });
}

function GroupName({ group }: { group: Group }) {
  return (
    <li className={group === 'open' ? 'visually-hidden' : styles.group}>
      <h2>{t(`today.group.${group}`)}</h2>
    </li>
  );
}

/** The habits of one day: what is due first, what is done sinks. */
export function DayList({ today }: { today: Today }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const items = grouped(today.habits);
  useFlip(list, items.map((item) => (typeof item === 'string' ? item : item.habit.id)).join());
  const openSheet = (habitId: string) => {
    dismissToast(); // it would lie over the sheet's buttons
    setOpenId(habitId);
  };
  const open = today.habits.find((row) => row.habit.id === openId);
  const nothingYet = today.habits.every((row) => row.checkin === null && row.summary.streak === 0);
  return (
    <>
      <ProgressLine {...progressOf(today.habits)} />
      <ul className={styles.rows} ref={list}>
        {items.map((item) =>
          typeof item === 'string' ? (
            <GroupName key={item} group={item} />
          ) : (
            <HabitRow
              key={item.habit.id}
              row={item}
              day={today.date}
              onOpen={() => {
                openSheet(item.habit.id);
              }}
            />
          ),
        )}
      </ul>
      <div className={styles.add}>
        <ButtonLink href="/habits/new" look="bare">
          <PlusIcon size={20} />
          {t('habits.new')}
        </ButtonLink>
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
