import { Link } from 'wouter';
import { IconButton } from '@/components/Button';
import type { NoteHead } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { beginningOf, nameOf } from '@/lib/notes';
import { hostOf } from './addresses';
import styles from './Notes.module.css';

function PinIcon({ filled }: { filled: boolean }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      aria-hidden="true"
    >
      <path
        d="M9 4h6l-.7 6 3.2 3.5v1.5h-11v-1.5L9.7 10zM12 15v5.5"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

const when = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(at));

type Props = { note: NoteHead; onPin: () => void };

/** One note of a list; its whole surface leads to it. */
export function NoteItem({ note, onPin }: Props) {
  const name = nameOf(note) || t('notes.untitled');
  return (
    <li className={styles.item} data-testid={`note-${note.id}`}>
      <div className={styles.body}>
        <Link className={styles.name} href={`/notes/${note.id}`} dir="auto">
          {name}
        </Link>
        {note.url && <p className={styles.host}>{hostOf(note.url)}</p>}
        {note.title && note.excerpt && (
          <p className={styles.excerpt} dir="auto">
            {beginningOf(note)}
          </p>
        )}
        <p className={styles.meta}>
          <span>{when(note.updated_at)}</span>
          {note.tags.map((tag) => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
        </p>
      </div>
      <span className={styles.pin} data-pinned={note.pinned || undefined}>
        <IconButton label={t('notes.pin', { name })} aria-pressed={note.pinned} onClick={onPin}>
          <PinIcon filled={note.pinned} />
        </IconButton>
      </span>
    </li>
  );
}
