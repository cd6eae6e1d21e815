import styles from './SearchField.module.css';

type Props = { label: string; value: string; onChange: (value: string) => void };

/** Narrows a list while one types; Escape empties it. The shortcut `/` comes here. */
export function SearchField({ label, value, onChange }: Props) {
  return (
    <input
      type="search"
      className={styles.search}
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      data-search
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return;
        event.preventDefault();
        onChange('');
      }}
    />
  );
}
