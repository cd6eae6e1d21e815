import { useState } from 'react';
import { Button } from '@/components/Button';
import { ChartCard, fullDate } from '@/components/charts';
import type { Habit, LoggedEdit } from '@/lib/api/types';
import { useEdits } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { beforeOf, canRevert, changesOf, type Change } from './describeEdit';
import styles from './EditHistory.module.css';
import { useRevert } from './useRevert';
import { LoadedPart } from './LoadedPart';

const DAY_MS = 86_400_000;

/** Today and yesterday by their names, earlier days by their date. */
function momentOf(at: string): string {
  const moment = new Date(at);
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(moment);
  const nights = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
  if (nights === 0) return t('habit.edits.today', { time });
  if (nights === 1) return t('habit.edits.yesterday', { time });
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}

const whoOf = ({ source, device }: LoggedEdit): string =>
  source === 'import' ? t('habit.edits.imported') : (device ?? t('habit.edits.unknown'));

/** From → to; the arrow is spoken as words. */
function ChangeText({ change }: { change: Change }) {
  if ('said' in change) return <p className={styles.change}>{change.said}</p>;
  const { field, from, to } = change;
  const shown = t('habit.edits.change', { from, to });
  const spoken = t('habit.edits.spoken', { from, to });
  return (
    <p className={styles.change}>
      <span aria-hidden="true">
        {field === null ? shown : t('habit.edits.field', { field, change: shown })}
      </span>
      <span className="visually-hidden">
        {field === null ? spoken : t('habit.edits.field', { field, change: spoken })}
      </span>
    </p>
  );
}

type ItemProps = { habit: Habit; edit: LoggedEdit; onRevert: () => void };

function EditItem({ habit, edit, onRevert }: ItemProps) {
  const changes = changesOf(habit, edit);
  const what = edit.date === null ? t('habit.edits.habit') : fullDate(edit.date);
  return (
    <li className={styles.edit}>
      <div className={styles.first}>
        <p className={styles.date}>{edit.date === null ? t('habit.edits.habit.title') : what}</p>
        {canRevert(edit) && (
          <Button
            look="bare"
            aria-label={t('habit.edits.revert.label', { from: beforeOf(habit, edit), what })}
            onClick={onRevert}
          >
            {t('habit.edits.revert')}
          </Button>
        )}
      </div>
      {changes.map((change) => (
        <ChangeText key={'said' in change ? change.said : change.field} change={change} />
      ))}
      <p className={styles.when}>
        <time dateTime={edit.at}>{momentOf(edit.at)}</time> · {whoOf(edit)}
      </p>
    </li>
  );
}

function Edits({ habit }: { habit: Habit }) {
  const query = useEdits(habit.id);
  const revert = useRevert(habit);
  return (
    <LoadedPart query={{ ...query, isPlaceholderData: false }} rows={3}>
      {({ pages }) => {
        const edits = pages.flatMap(({ items }) => items);
        if (edits.length === 0) return <p className={styles.when}>{t('habit.edits.empty')}</p>;
        return (
          <>
            <ol className={styles.edits}>
              {edits.map((edit) => (
                <EditItem key={edit.id} habit={habit} edit={edit} onRevert={() => revert(edit)} />
              ))}
            </ol>
            {query.hasNextPage && (
              <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('habit.edits.more')}
              </Button>
            )}
          </>
        );
      }}
    </LoadedPart>
  );
}

/** Who changed what and when, with a way back to each. Asked for when it is wanted. */
export default function EditHistory({ habit }: { habit: Habit }) {
  const [open, setOpen] = useState(false);
  return (
    <ChartCard title={t('habit.edits.title')} hint={t('habit.edits.hint')}>
      {open ? (
        <Edits habit={habit} />
      ) : (
        <Button look="quiet" onClick={() => setOpen(true)}>
          {t('habit.edits.show')}
        </Button>
      )}
    </ChartCard>
  );
}
