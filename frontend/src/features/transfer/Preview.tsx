import { useState } from 'react';
import { Button } from '@/components/Button';
import { Check } from '@/components/Check';
import { Choice } from '@/components/Choice';
import { FormAlert, Notice } from '@/components/Field';
import type { Import, ImportPreview } from '@/lib/api/types';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { useImportActions } from '@/lib/transfer';
import {
  changesSomething,
  commitOf,
  isNothing,
  noChoices,
  sendInto,
  take,
  taken,
  type Choices,
} from './choices';
import { explain } from './explain';
import { ForgetButton } from './ForgetButton';
import { Leftovers } from './Leftovers';
import { PreviewRow, targetsFor } from './PreviewRow';
import { Refusal } from './Refusal';
import { Totals } from './Totals';
import styles from './Transfer.module.css';

type Props = { known: Import; preview: ImportPreview };
type HabitsProps = { preview: ImportPreview; choices: Choices; onChange: (choices: Choices) => void };

const MANY = 4;

function Habits({ preview, choices, onChange }: HabitsProps) {
  const active = useHabits(false).data ?? [];
  const archived = useHabits(true).data ?? [];
  const there = [...active, ...archived];
  const keys = preview.habits.filter(changesSomething).map(({ key }) => key);
  return (
    <section className={styles.card} aria-labelledby="preview-habits">
      <h2 id="preview-habits">{t('transfer.preview.habits')}</h2>
      {keys.length > MANY && (
        <div className={styles.pair}>
          <Button look="quiet" onClick={() => onChange(take(choices, keys, true))}>
            {t('transfer.preview.all')}
          </Button>
          <Button look="quiet" onClick={() => onChange(take(choices, keys, false))}>
            {t('transfer.preview.none')}
          </Button>
        </div>
      )}
      <ul className={styles.habits}>
        {preview.habits.map((row) => (
          <PreviewRow
            key={row.key}
            row={row}
            targets={targetsFor(row, there)}
            wanted={!choices.skip.has(row.key)}
            into={choices.into[row.key] ?? null}
            onTake={(wanted) => onChange(take(choices, [row.key], wanted))}
            onInto={(id) => onChange(sendInto(choices, row.key, id))}
          />
        ))}
      </ul>
    </section>
  );
}

function ConflictChoice({ count, choices, onChange }: Omit<HabitsProps, 'preview'> & { count: number }) {
  return (
    <section className={styles.card}>
      <Choice
        legend={t('transfer.conflict.title', { count })}
        value={choices.onConflict}
        onChange={(onConflict) => onChange({ ...choices, onConflict })}
        options={[
          { value: 'keep', label: t('transfer.conflict.keep') },
          { value: 'replace', label: t('transfer.conflict.replace') },
        ]}
      />
      <p className={styles.meta}>{t(`transfer.conflict.${choices.onConflict}.text`)}</p>
    </section>
  );
}

function wordsOf(habits: number, tasks: number): string {
  if (habits > 0) return t('transfer.preview.commit', { count: habits });
  return tasks > 0 ? t('transfer.preview.commit.tasks', { count: tasks }) : t('transfer.preview.anyway');
}

function TasksChoice({ count, choices, onChange }: Omit<HabitsProps, 'preview'> & { count: number }) {
  return (
    <section className={styles.card} aria-labelledby="preview-tasks">
      <h2 id="preview-tasks">{t('transfer.tasks.title')}</h2>
      <Check checked={choices.tasks} onChange={(tasks) => onChange({ ...choices, tasks })}>
        {t('transfer.tasks.take', { count })}
      </Check>
      <p className={styles.meta}>{t('transfer.tasks.text')}</p>
    </section>
  );
}

/** Writes what was chosen; until then nothing of the file is in Daybook. */
function CommitBar({ known, preview, choices }: Props & { choices: Choices }) {
  const { commit } = useImportActions();
  const [alert, setAlert] = useState<string | null>(null);
  const online = useOnline();
  const count = taken(preview, choices).length;
  const nothing = isNothing(preview, choices);
  const run = () => {
    setAlert(null);
    commit
      .mutateAsync({ id: known.id, choices: commitOf(choices) })
      .catch((error: unknown) => setAlert(explain(error)));
  };
  return (
    <div className={styles.commit}>
      <FormAlert text={alert} />
      {!online && <Notice text={t('transfer.offline')} />}
      <Button wide busy={commit.isPending} disabled={!online || nothing} onClick={run}>
        {wordsOf(count, choices.tasks ? preview.totals.new_tasks : 0)}
      </Button>
    </div>
  );
}

/** What the file would bring, habit by habit, and what is to become of each. */
export function Preview({ known, preview }: Props) {
  const [choices, setChoices] = useState(noChoices);
  const conflicts = taken(preview, choices).reduce((sum, row) => sum + row.conflicts, 0);
  const { new_tasks: newTasks } = preview.totals;
  const news = preview.habits.some(changesSomething) || newTasks > 0;
  // Days that go into another habit may differ from its own: how many, only the commit finds out.
  const unsure = Object.keys(choices.into).length > 0;
  return (
    <>
      {known.problem && <Refusal problem={known.problem} />}
      <p className={styles.text}>{t(news ? 'transfer.preview.text' : 'transfer.preview.unchanged')}</p>
      <Totals totals={preview.totals} />
      {preview.habits.length > 0 && <Habits preview={preview} choices={choices} onChange={setChoices} />}
      {newTasks > 0 && <TasksChoice count={newTasks} choices={choices} onChange={setChoices} />}
      {(conflicts > 0 || unsure) && (
        <ConflictChoice count={conflicts} choices={choices} onChange={setChoices} />
      )}
      <Leftovers {...preview} />
      <CommitBar known={known} preview={preview} choices={choices} />
      <ForgetButton id={known.id} label={t('transfer.forget.file')} />
    </>
  );
}
