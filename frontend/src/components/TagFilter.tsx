import { t } from '@/lib/i18n';
import styles from './TagFilter.module.css';

type Props = { tags: string[]; value: string | null; onChange: (tag: string | null) => void };

/** One tag of those in use, or none: pressed again it lets go. */
export function TagFilter({ tags, value, onChange }: Props) {
  if (tags.length === 0) return null;
  return (
    <div className={styles.filter} role="group" aria-label={t('tags.filter')}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.tag}
          aria-pressed={tag === value}
          onClick={() => onChange(tag === value ? null : tag)}
        >
          {tag}
        </button>
      ))}
    </div>
  );
}
