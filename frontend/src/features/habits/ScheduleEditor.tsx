import { useId } from 'react';
import { Field } from '@/components/Field';
import { WeekdayPicker } from '@/components/WeekdayPicker';
import { t } from '@/lib/i18n';
import styles from './HabitForm.module.css';
import { SCHEDULE_KINDS, type ScheduleDraft, type ScheduleKind } from './scheduleDraft';

type Props = {
  draft: ScheduleDraft;
  weekStart: number;
  error: string | undefined;
  onChange: (draft: ScheduleDraft) => void;
};

const MOST_TIMES: Record<ScheduleKind, number> = {
  daily: 1,
  weekdays: 1,
  'times.week': 7,
  'times.month': 31,
  times_in_days: 365,
  every: 1,
};

type CountProps = { label: string; value: string; max: number; onChange: (value: string) => void };

function Count({ label, value, max, onChange }: CountProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={max}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

/** How often: one of six kinds, and the few numbers that the kind needs. */
export function ScheduleEditor(props: Props) {
  const { draft, weekStart, error, onChange } = props;
  const { kind } = draft;
  const errorId = useId();
  const hasTimes = kind.startsWith('times');
  const hasSpan = kind === 'times_in_days' || kind === 'every';
  return (
    <div className={styles.card}>
      <Field label={t('edit.schedule')}>
        {(control) => (
          <select
            {...control}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? errorId : undefined}
            value={kind}
            onChange={(event) => {
              onChange({ ...draft, kind: event.target.value as ScheduleKind });
            }}
          >
            {SCHEDULE_KINDS.map((option) => (
              <option key={option} value={option}>
                {t(`edit.schedule.${option}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'weekdays' && (
        <WeekdayPicker
          legend={t('edit.schedule.days')}
          value={draft.weekdays}
          weekStart={weekStart}
          onChange={(weekdays) => {
            onChange({ ...draft, weekdays });
          }}
        />
      )}
      {(hasTimes || hasSpan) && (
        <div className={styles.row}>
          {hasTimes && (
            <Count
              label={t('edit.schedule.times')}
              value={draft.times}
              max={MOST_TIMES[kind]}
              onChange={(times) => {
                onChange({ ...draft, times });
              }}
            />
          )}
          {hasSpan && (
            <Count
              label={t('edit.schedule.span')}
              value={draft.span}
              max={365}
              onChange={(span) => {
                onChange({ ...draft, span });
              }}
            />
          )}
        </div>
      )}
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
