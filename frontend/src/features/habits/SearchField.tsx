import { t } from '@/lib/i18n';
import styles from './HabitsPage.module.css';

type Props = { value: string; onChange: (value: string) => void };

/** Narrows the list while one types; Escape empties it. The shortcut `/` comes here. */
export function SearchField({ value, onChange }: Props) {
  return (
    <input
      type="search"
      className={styles.search}
      aria-label={t('habits.search')}
      placeholder={t('habits.search')}
      autoComplete="off"
      data-search
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return;
        event.preventDefault();
        onChange('');
      }}
    />
  );
}
