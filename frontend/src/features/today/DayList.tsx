import { Suspense, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Button, ButtonLink } from '@/components/Button';
import { PlusIcon } from '@/components/icons';
import type { Habit, Today, TodayHabit } from '@/lib/api/types';
import { progressOf } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import { addDays, type Day } from '@/lib/time/days';
import { dismissToast } from '@/lib/toast';
import { ProgressLine } from './DayHead';
import { arranged, asItBegins, isHeading, keyOfItem, type Heading } from './groups';
import { LiveRow } from './LiveRow';
import styles from './TodayPage.module.css';
import { keyOf } from './useDayKeys';
import { useFlip } from './useFlip';
import { usePauses } from './usePauses';

const OpenSheet = lazy(() => import('./OpenSheet'));
const FreezeOffer = lazy(() => import('./FreezeOffer'));
const BulkSheet = lazy(() => import('@/components/BulkSheet'));

function GroupName({ heading }: { heading: Heading }) {
  const hidden = heading.kind === 'state' && heading.state === 'open';
  return (
    <li className={hidden ? 'visually-hidden' : styles.group}>
      {heading.kind === 'state' ? <h2>{t(`today.group.${heading.state}`)}</h2> : <h3>{heading.name}</h3>}
    </li>
  );
}

type FootProps = { nothingYet: boolean; onBulk: () => void };

function Foot({ nothingYet, onBulk }: FootProps) {
  return (
    <>
      <div className={styles.add}>
        <ButtonLink href="/habits/new" look="bare">
          <PlusIcon size={20} />
          {t('habits.new')}
        </ButtonLink>
        <Button look="bare" onClick={onBulk}>
          {t('today.bulk')}
        </Button>
      </div>
      {nothingYet && <p className={styles.tip}>{t('today.tip')}</p>}
    </>
  );
}

type Opened = { habit: Habit; day: Day };

/** `?open=<habit>` comes with its sheet open, `?fill` with that of several days: the palette asks so. */
function fromAddress(today: Today): Opened | null {
  const id = new URLSearchParams(location.search).get('open');
  const row = today.habits.find(({ habit }) => habit.id === id);
  return row ? { habit: row.habit, day: today.date } : null;
}

/** The habits of one day: what is due first, what is done sinks. */
export function DayList({ today }: { today: Today }) {
  const [opened, setOpened] = useState<Opened | null>(() => fromAddress(today));
  const [filling, setFilling] = useState(() => new URLSearchParams(location.search).has('fill'));
  const [path, navigate] = useLocation();
  /** What the address opened does not open again when the page is loaded anew. */
  const close = () => {
    setOpened(null);
    setFilling(false);
    if (location.search) navigate(path, { replace: true });
  };
  const list = useRef<HTMLUListElement>(null);
  const pauseOf = usePauses(today.date);
  const isPaused = (row: TodayHabit) => pauseOf(row.habit.id) !== null;
  const items = arranged(today.habits, isPaused);
  const keyed = asItBegins(today.habits);
  useFlip(list, items.map(keyOfItem).join());
  const open = (habit: Habit, day: Day) => {
    dismissToast(); // it would lie over the sheet's buttons
    setOpened({ habit, day });
  };
  const nothingYet = today.habits.every((row) => row.checkin === null && row.summary.streak === 0);
  return (
    <>
      <ProgressLine {...progressOf(today.habits.filter((row) => !isPaused(row)))} />
      <ul className={styles.rows} ref={list}>
        {items.map((item) =>
          isHeading(item) ? (
            <GroupName key={keyOfItem(item)} heading={item} />
          ) : (
            <LiveRow
              key={item.habit.id}
              row={item}
              day={today.date}
              pause={pauseOf(item.habit.id)}
              shortcut={keyOf(keyed, item)}
              earns={today.date >= addDays(today.today, -2)}
              onOpen={(day = today.date) => open(item.habit, day)}
            />
          ),
        )}
      </ul>
      <Suspense>
        <FreezeOffer today={today} />
      </Suspense>
      <Foot nothingYet={nothingYet} onBulk={() => setFilling(true)} />
      <Suspense>
        {opened && <OpenSheet {...opened} onClose={close} />}
        {filling && (
          <BulkSheet habits={today.habits.map((row) => row.habit)} day={today.date} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
