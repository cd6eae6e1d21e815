import { useState } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { useHold } from '@/components/useHold';
import type { Points, Today, TodayHabit } from '@/lib/api/types';
import { brokenOn } from '@/lib/habits/freezes';
import { pauseOn } from '@/lib/habits/pauses';
import { t } from '@/lib/i18n';
import { useKnownPrice, usePoints } from '@/lib/rewards';
import { addDays, type Day } from '@/lib/time/days';
import { useVacations } from '@/lib/vacations';
import styles from './FreezeOffer.module.css';

const A_WHILE_MS = 300_000;
const KEY = 'daybook:freeze-declined';

type Broken = { row: TodayHabit; run: number };

/** What was declined for a day is not offered again on it. */
const declined = (): string[] => (localStorage.getItem(KEY) ?? '').split(' ');
const nameOf = (row: TodayHabit, day: Day): string => `${row.habit.id}/${day}`;

function decline(row: TodayHabit, day: Day): void {
  const ofDay = declined().filter((name) => name.endsWith(day));
  localStorage.setItem(KEY, [...ofDay, nameOf(row, day)].join(' '));
}

/** The habits whose streak ended because of yesterday alone, longest first. */
function useBroken(today: Today): Broken[] {
  const { data: pauses = [] } = useVacations();
  const yesterday = addDays(today.date, -1);
  const runOf = ({ habit, week }: TodayHabit): number => {
    const marks = new Map(week.map((day) => [day.date, day]));
    const known = {
      habit,
      markOf: (day: Day) => marks.get(day) ?? null,
      isPaused: (day: Day) => pauseOn(pauses, habit.id, day) !== null,
    };
    return brokenOn(known, yesterday);
  };
  return today.habits
    .map((row) => ({ row, run: runOf(row) }))
    .filter(({ run }) => run > 0)
    .sort((one, other) => other.run - one.run);
}

type CardProps = { row: TodayHabit; yesterday: Day; points: Points; onDecline: () => void };

function Card({ row, yesterday, points, onDecline }: CardProps) {
  const { busy, hold } = useHold(row.habit);
  const { name } = row.habit;
  return (
    <section className={styles.offer} aria-label={t('freeze.offer.label', { name })}>
      <p>{t('freeze.offer', { name })}</p>
      <p className={styles.soft}>
        {points.freezes > 0 ? t('freeze.offer.have', { count: points.freezes }) : t('freeze.offer.buy')}
      </p>
      <div className={styles.actions}>
        {points.freezes > 0 ? (
          <Button busy={busy} onClick={() => void hold(yesterday)}>
            {t('freeze.hold')}
          </Button>
        ) : (
          <ButtonLink href="/rewards">{t('freeze.offer.shop')}</ButtonLink>
        )}
        <ButtonLink href={`/today/${yesterday}`} look="quiet">
          {t('freeze.offer.done')}
        </ButtonLink>
        <Button look="bare" onClick={onDecline}>
          {t('freeze.offer.no')}
        </Button>
      </div>
    </section>
  );
}

/**
 * An offer that nobody could take would be unkind. What a freeze costs is known to who has seen the shop; asking for it
 * would wake the database.
 */
function useMayHave(points: Points | undefined): boolean {
  const price = useKnownPrice('freeze') ?? Infinity;
  return points !== undefined && (points.freezes > 0 || points.points >= price);
}

function Offers({ broken, yesterday }: { broken: Broken[]; yesterday: Day }) {
  const { data: points } = usePoints(A_WHILE_MS);
  const mayHave = useMayHave(points);
  const [, renew] = useState(0);
  const open = broken.filter(({ row }) => !declined().includes(nameOf(row, yesterday)));
  const first = open[0];
  if (!points || !first || !mayHave) return null;
  return (
    <Card
      key={first.row.habit.id}
      row={first.row}
      yesterday={yesterday}
      points={points}
      onDecline={() => {
        decline(first.row, yesterday);
        renew((count) => count + 1);
      }}
    />
  );
}

/** Where yesterday broke a streak: a kind word and a way to hold it, one habit at a time. Only today, and never twice. */
export default function FreezeOffer({ today }: { today: Today }) {
  const broken = useBroken(today);
  if (today.date !== today.today || broken.length === 0) return null;
  return <Offers broken={broken} yesterday={addDays(today.date, -1)} />;
}
