import { Link } from 'wouter';
import { ButtonLink } from '@/components/Button';
import type { Habit, Import } from '@/lib/api/types';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { ForgetButton } from './ForgetButton';
import { Preview } from './Preview';
import { Refusal } from './Refusal';
import styles from './Transfer.module.css';

type Props = { known: Import };

const LINKED = 12;

/** The habits that the file's ones are now, as far as they can be told by id or name. */
function useImported(known: Import): Habit[] {
  const active = useHabits(false).data ?? [];
  const archived = useHabits(true).data ?? [];
  const rows = known.preview?.habits ?? [];
  const ids = new Set(rows.map((row) => row.existing_id));
  const names = new Set(rows.map((row) => row.name));
  return [...active, ...archived].filter(({ id, name }) => ids.has(id) || names.has(name)).slice(0, LINKED);
}

function Result({ result }: { result: NonNullable<Import['result']> }) {
  const parts = [
    result.habits_created > 0 && t('transfer.done.created', { count: result.habits_created }),
    result.habits_merged > 0 && t('transfer.done.merged', { count: result.habits_merged }),
    result.days > 0 && t('transfer.done.days', { count: result.days }),
    result.notes > 0 && t('transfer.done.notes', { count: result.notes }),
    result.tasks > 0 && t('transfer.done.tasks', { count: result.tasks }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return <p>{t('transfer.done.nothing')}</p>;
  return (
    <ul className={styles.facts}>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

export function DoneStage({ known }: Props) {
  const habits = useImported(known);
  return (
    <>
      <section className={styles.card}>
        <h2>{t('transfer.done.title')}</h2>
        {known.result && <Result result={known.result} />}
        <ButtonLink href="/today" wide>
          {t('missing.action')}
        </ButtonLink>
      </section>
      {habits.length > 0 && (
        <section className={styles.card} aria-labelledby="imported">
          <h2 id="imported">{t('transfer.done.habits')}</h2>
          <ul>
            {habits.map(({ id, name, icon }) => (
              <li key={id}>
                <Link href={`/habits/${id}`} className={styles.row}>
                  <span aria-hidden="true">{icon}</span>
                  <span className={styles.rowText}>{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.meta}>{t('transfer.forget.text')}</p>
      <ForgetButton id={known.id} label={t('transfer.forget')} />
    </>
  );
}

/** A commit that failed can be tried otherwise; a file that cannot be read is mended elsewhere, then sent again. */
export function FailedStage({ known }: Props) {
  if (known.preview) return <Preview known={known} preview={known.preview} />;
  return (
    <section className={styles.card}>
      <h2>{t('transfer.failed.title')}</h2>
      {known.problem && <Refusal problem={known.problem} />}
      <p className={styles.text}>{t('transfer.failed.text')}</p>
      <ButtonLink href="/import" wide>
        {t('transfer.another')}
      </ButtonLink>
      <ForgetButton id={known.id} label={t('transfer.forget')} />
    </section>
  );
}
