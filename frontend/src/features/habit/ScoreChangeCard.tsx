import { useState } from 'react';
import { ChartCard } from '@/components/charts';
import { Choice } from '@/components/Choice';
import { Field, FormAlert } from '@/components/Field';
import type { Habit } from '@/lib/api/types';
import { useScoreChange } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { addDays, daysBetween, isDay, type Day } from '@/lib/time/days';
import { Explanation, tableOf } from './Explanation';
import styles from './ScoreChangeCard.module.css';
import { LoadedPart } from './LoadedPart';

const PRESETS = ['7', '30', '90'] as const;
const MOST_DAYS = 366;
type Preset = (typeof PRESETS)[number] | 'own';
type Stretch = { from: Day; to: Day };

function problemOf({ from, to }: Stretch): string | null {
  if (!isDay(from) || !isDay(to) || from >= to) return t('habit.why.order');
  return daysBetween(from, to) > MOST_DAYS ? t('habit.why.far') : null;
}

type DatesProps = { value: Stretch; today: Day; onChange: (value: Stretch) => void };

function Dates({ value, today, onChange }: DatesProps) {
  return (
    <div className={styles.dates}>
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={t(`habit.why.${end}`)}>
          {(control) => (
            <input
              {...control}
              type="date"
              max={today}
              value={value[end]}
              onChange={(event) => onChange({ ...value, [end]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** Why the score is another one than some days ago: what each kind of day added and took. */
export default function ScoreChangeCard({ habit, today }: { habit: Habit; today: Day }) {
  const [preset, setPreset] = useState<Preset>('30');
  const [own, setOwn] = useState<Stretch>({ from: addDays(today, -30), to: today });
  const chosen = preset === 'own' ? own : { from: addDays(today, -Number(preset)), to: today };
  const problem = problemOf(chosen);
  // What is wrong is said and not asked for; what was right last stays below it.
  const [asked, setAsked] = useState(chosen);
  if (!problem && (asked.from !== chosen.from || asked.to !== chosen.to)) setAsked(chosen);
  const query = useScoreChange(habit.id, asked.from, asked.to);
  const known = query.isPlaceholderData ? undefined : query.data;
  return (
    <ChartCard
      title={t('habit.why.title')}
      hint={t('habit.why.hint')}
      table={known ? tableOf(habit, known) : null}
      controls={
        <>
          <Choice
            legend={t('habit.why.span')}
            hideLegend
            value={preset}
            onChange={setPreset}
            options={[
              ...PRESETS.map((days) => ({
                value: days,
                label: t('habit.why.days', { count: Number(days) }),
              })),
              { value: 'own' as const, label: t('habit.why.own') },
            ]}
          />
          {preset === 'own' && <Dates value={own} today={today} onChange={setOwn} />}
          <FormAlert text={problem} />
        </>
      }
    >
      <LoadedPart query={query} tall>
        {(change) => <Explanation change={change} />}
      </LoadedPart>
    </ChartCard>
  );
}
