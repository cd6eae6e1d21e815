import { fullDate } from '@/components/charts';
import { Card } from '@/components/Card';
import Photo from '@/components/files/Photo';
import type { Habit, StoredFile } from '@/lib/api/types';
import { useDayFiles } from '@/lib/files';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import styles from './DayPhotos.module.css';
import type { Sheet } from './years';

type Props = { habit: Habit; sheet: Sheet; onPick: (day: Day) => void };

const dayOf = ({ ref }: StoredFile): Day => (ref ?? '').split(':')[1] ?? '';

function byDay(files: readonly StoredFile[]): Map<Day, StoredFile[]> {
  const days = new Map<Day, StoredFile[]>();
  files.forEach((file) => days.set(dayOf(file), [...(days.get(dayOf(file)) ?? []), file]));
  return days;
}

/** A day's first picture, and how many files there are; it opens the day. */
function OneDay({ day, files, onPick }: { day: Day; files: StoredFile[]; onPick: (day: Day) => void }) {
  const small = files.map(({ variants }) => variants['128'] ?? Object.values(variants)[0]).find(Boolean);
  const name = t('habit.photos.open', { date: fullDate(day), count: files.length });
  return (
    <li>
      <button type="button" className={styles.day} aria-label={name} onClick={() => onPick(day)}>
        <span className={styles.picture}>{small && <Photo address={small.url} instead={null} />}</span>
        <span className={styles.date}>{fullDate(day)}</span>
      </button>
    </li>
  );
}

/** What was added to the days that the calendar shows. Nothing as long as there is nothing. */
export default function DayPhotos({ habit, sheet, onPick }: Props) {
  const { data = [] } = useDayFiles(habit.id);
  const shown = data.filter((file) => {
    const day = dayOf(file);
    return file.status === 'ready' && sheet.first <= day && day <= sheet.last;
  });
  if (shown.length === 0) return null;
  return (
    <Card title={t('files.day')}>
      <ul className={styles.days}>
        {[...byDay(shown)].map(([day, files]) => (
          <OneDay key={day} day={day} files={files} onPick={onPick} />
        ))}
      </ul>
    </Card>
  );
}
