import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import type { Habit } from '@/lib/api/types';
import { useCheckins, useWeekStart } from '@/lib/habits';
import { useCheckinsBetween } from '@/lib/habits/between';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { Notes } from './Notes';
import { CalendarCard, YearCalendar, YearTurn } from './YearCalendar';
import { sheetOf } from './years';
import { LoadedPart } from './LoadedPart';

const CheckinSheet = lazy(() => import('@/components/CheckinSheet'));
const DayPhotos = lazy(() => import('./DayPhotos'));
const BulkSheet = lazy(() => import('@/components/BulkSheet'));

type Props = { habit: Habit; today: Day; firstDay: Day | null | undefined };
type ShownProps = Props & { year: number | null; onTurn: (year: number | null) => void };
/** Empty: the last days. */
type Range = { from?: Day; day?: Day };
type Query = ReturnType<typeof useCheckins>;

function Shown({ habit, today, firstDay, year, onTurn, query }: ShownProps & { query: Query }) {
  const [picked, setPicked] = useState<Day | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  const sheet = sheetOf(year, today, useWeekStart());
  const { data } = query;
  return (
    <>
      <CalendarCard
        habit={habit}
        sheet={sheet}
        checkins={data}
        turn={<YearTurn sheet={sheet} today={today} firstDay={firstDay} onTurn={onTurn} />}
      >
        <LoadedPart query={query} tall>
          {(checkins) => (
            <YearCalendar
              habit={habit}
              today={today}
              sheet={sheet}
              checkins={checkins}
              onPick={setPicked}
              onPickRange={(from, to) => setRange({ from, day: to })}
            />
          )}
        </LoadedPart>
        <div>
          <Button look="quiet" onClick={() => setRange({})}>
            {t('today.bulk')}
          </Button>
        </div>
      </CalendarCard>
      {data && <Notes checkins={data} sheet={sheet} onPick={setPicked} />}
      {data && (
        <Suspense>
          <DayPhotos habit={habit} sheet={sheet} onPick={setPicked} />
        </Suspense>
      )}
      {range && (
        <Suspense>
          <BulkSheet habits={[habit]} {...range} onClose={() => setRange(null)} />
        </Suspense>
      )}
      {picked && (
        <Suspense>
          <CheckinSheet
            key={picked}
            habit={habit}
            day={picked}
            checkin={data?.find((entry) => entry.date === picked) ?? null}
            onClose={() => setPicked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

const Recent = (props: ShownProps) => <Shown {...props} query={useCheckins(props.habit.id, props.today)} />;

function PastYear({ year, ...props }: ShownProps & { year: number }) {
  const query = useCheckinsBetween(props.habit.id, `${year}-01-01`, `${year}-12-31`);
  return <Shown {...props} year={year} query={query} />;
}

/** The calendar, year by year, its notes, and the sheet of the day that is chosen in either. */
export function CalendarSection(props: Props) {
  const [year, setYear] = useState<number | null>(null);
  if (year === null) return <Recent {...props} year={null} onTurn={setYear} />;
  return <PastYear key={year} {...props} year={year} onTurn={setYear} />;
}
