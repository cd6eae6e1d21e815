import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Button } from '@/components/Button';
import { PlusIcon } from '@/components/icons';
import { useTaskActions } from '@/components/useTaskActions';
import { t } from '@/lib/i18n';
import { addDays, type Day } from '@/lib/time/days';
import styles from './TasksPage.module.css';

const WHENS = ['none', 'today', 'tomorrow'] as const;
type When = (typeof WHENS)[number];

const dueOf = (when: When, today: Day) =>
  when === 'none' ? null : { date: when === 'today' ? today : addDays(today, 1) };

/** A task in one line; what is more to it is said on its page. `?add` comes with the focus in it. */
export function QuickAdd({ today, tag, begin }: { today: Day; tag: string | null; begin: boolean }) {
  const { add } = useTaskActions();
  const [title, setTitle] = useState('');
  const [when, setWhen] = useState<When>('none');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (begin) field.current?.focus();
  }, [begin]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    field.current?.focus();
    if (!title.trim()) return;
    const due = dueOf(when, today);
    add({ title: title.trim(), ...(due ? { due } : {}), ...(tag === null ? {} : { tags: [tag] }) });
    setTitle('');
  };
  return (
    <form className={styles.quick} onSubmit={submit}>
      <input
        ref={field}
        aria-label={t('tasks.quick')}
        placeholder={t('tasks.quick')}
        autoComplete="off"
        enterKeyHint="done"
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <select
        aria-label={t('tasks.quick.when')}
        value={when}
        onChange={(event) => setWhen(event.target.value as When)}
      >
        {WHENS.map((option) => (
          <option key={option} value={option}>
            {t(`tasks.quick.${option}`)}
          </option>
        ))}
      </select>
      <Button type="submit" aria-label={t('tasks.quick.add')}>
        <PlusIcon size={20} />
      </Button>
    </form>
  );
}
