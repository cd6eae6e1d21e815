import { Card } from '@/components/Card';
import { Choice } from '@/components/Choice';
import { Field } from '@/components/Field';
import type { Profile, WeekStart } from '@/lib/api/types';
import { weekdayName } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { useUpdateProfile } from '@/lib/profile';
import { useWeekStartChange } from './useWeekStartChange';
import { ZoneField } from './ZoneField';

const HOURS = [0, 1, 2, 3, 4, 5, 6] as const;
const WEEK_STARTS = ['1', '7', '6'] as const;

const hourName = (hour: number): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short', timeZone: 'UTC' }).format(hour * 3_600_000);

/** Where and when the person's days and weeks begin. */
export function DayCard({ profile }: { profile: Profile }) {
  const { mutate } = useUpdateProfile();
  const changeWeekStart = useWeekStartChange();
  return (
    <Card title={t('settings.day')}>
      <ZoneField zone={profile.timezone} onChange={(timezone) => mutate({ timezone })} />
      <Field label={t('settings.day_start')} hint={t('settings.day_start.hint')}>
        {(control) => (
          <select
            {...control}
            value={profile.day_start_hour}
            onChange={(event) => mutate({ day_start_hour: Number(event.target.value) })}
          >
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {hourName(hour)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Choice
        legend={t('settings.week_start')}
        value={String(profile.week_start)}
        options={WEEK_STARTS.map((day) => ({
          value: day,
          label: weekdayName(Number(day), 'long'),
        }))}
        onChange={(day) => changeWeekStart(Number(day) as WeekStart)}
        hint={t('settings.week_start.hint')}
      />
    </Card>
  );
}
