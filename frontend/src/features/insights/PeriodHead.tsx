import { Button, IconButton } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { LeftIcon, RightIcon } from '@/components/icons';
import type { Period } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import styles from './Insights.module.css';
import { dayAfter, dayBefore, nameOf, PERIODS, type Span } from './period';

type Props = { span: Span; today: Day; onPeriod: (period: Period) => void; onDay: (day: Day) => void };

/** Chooses how long a stretch to look at, and turns to the one before or after. */
export function PeriodHead({ span, today, onPeriod, onDay }: Props) {
  const current = span.start <= today && today <= span.end;
  return (
    <div className={styles.head}>
      <Choice
        legend={t('insights.period')}
        hideLegend
        value={span.period}
        onChange={onPeriod}
        options={PERIODS.map((value) => ({ value, label: t(`insights.period.${value}`) }))}
      />
      <div className={styles.turn}>
        <IconButton label={t(`insights.previous.${span.period}`)} onClick={() => onDay(dayBefore(span))}>
          <LeftIcon />
        </IconButton>
        <h2 aria-live="polite">{nameOf(span)}</h2>
        <IconButton
          label={t(`insights.next.${span.period}`)}
          disabled={current}
          onClick={() => onDay(dayAfter(span))}
        >
          <RightIcon />
        </IconButton>
      </div>
      {!current && (
        <Button look="bare" onClick={() => onDay(today)}>
          {t(`insights.now.${span.period}`)}
        </Button>
      )}
    </div>
  );
}
