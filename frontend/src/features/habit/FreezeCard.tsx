import { Button, ButtonLink } from '@/components/Button';
import { Card } from '@/components/Card';
import { fullDate } from '@/components/charts';
import { useHold } from '@/components/useHold';
import type { Habit } from '@/lib/api/types';
import { useCheckins } from '@/lib/habits';
import { FREEZABLE_DAYS, missedDays } from '@/lib/habits/freezes';
import { pauseOn } from '@/lib/habits/pauses';
import { t } from '@/lib/i18n';
import { usePoints } from '@/lib/rewards';
import { addDays, type Day } from '@/lib/time/days';
import { useVacations } from '@/lib/vacations';
import styles from './FreezeCard.module.css';

/** The missed days that a freeze may hold; none while the days are not known. */
function useMissed(habit: Habit, today: Day): Day[] {
  const { data: checkins } = useCheckins(habit.id, today);
  const { data: pauses = [] } = useVacations();
  if (!checkins) return [];
  const marks = new Map(checkins.map((checkin) => [checkin.date, checkin]));
  const isPaused = (day: Day) => pauseOn(pauses, habit.id, day) !== null;
  return missedDays({ habit, markOf: (day) => marks.get(day) ?? null, isPaused }, today);
}

type RowProps = { day: Day; action: string; label: string; busy: boolean; onAct: () => void };

function Row({ day, action, label, busy, onAct }: RowProps) {
  return (
    <li className={styles.row}>
      <span>{fullDate(day)}</span>
      <Button look="quiet" busy={busy} aria-label={label} onClick={onAct}>
        {action}
      </Button>
    </li>
  );
}

function Shown({ habit, missed, recent }: { habit: Habit; missed: Day[]; recent: Day[] }) {
  const { busy, hold, free } = useHold(habit);
  const freezes = usePoints().data?.freezes;
  return (
    <Card title={t('freeze.title')}>
      {missed.length > 0 && <p className={styles.soft}>{t('freeze.missed')}</p>}
      <ul>
        {missed.map((day) => (
          <Row
            key={day}
            day={day}
            action={t('freeze.hold')}
            label={t('freeze.hold.label', { day: fullDate(day) })}
            busy={busy || !freezes}
            onAct={() => void hold(day)}
          />
        ))}
        {recent.map((day) => (
          <Row
            key={day}
            day={day}
            action={t('freeze.free')}
            label={t('freeze.free.label', { day: fullDate(day) })}
            busy={busy}
            onAct={() => void free(day)}
          />
        ))}
      </ul>
      {freezes !== undefined && <p className={styles.soft}>{t('freeze.left', { count: freezes })}</p>}
      {freezes === 0 && missed.length > 0 && (
        <ButtonLink href="/rewards" look="quiet">
          {t('freeze.offer.shop')}
        </ButtonLink>
      )}
    </Card>
  );
}

/** Streak freezes of one habit: the missed days of this week that one may hold, and those that are held. */
export default function FreezeCard({ habit, today }: { habit: Habit; today: Day }) {
  const missed = useMissed(habit, today);
  const since = addDays(today, -FREEZABLE_DAYS);
  const recent = (habit.frozen_days ?? []).filter((day) => since <= day && day < today);
  if (missed.length === 0 && recent.length === 0) return null;
  return <Shown habit={habit} missed={missed} recent={recent} />;
}
