import { lazy, Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, ButtonLink, IconLink } from '@/components/Button';
import { Attachments } from '@/components/files/Attachments';
import { EditIcon } from '@/components/icons';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { Skeleton } from '@/components/States';
import type { Note } from '@/lib/api/types';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { nameOf, useNote, useNoteEdits } from '@/lib/notes';
import { offerUndo } from '@/lib/undo';
import { followable, hostOf } from './addresses';
import styles from './Notes.module.css';

const Markdown = lazy(() => import('./Markdown'));

function About({ note }: { note: Note }) {
  const { data: habits = [] } = useHabits(false);
  const about = habits.filter(({ id }) => note.habit_ids.includes(id));
  if (note.tags.length + about.length === 0) return null;
  return (
    <p className={styles.about}>
      {about.map((habit) => (
        <Link key={habit.id} href={`/habits/${habit.id}`} className={styles.habit} data-colour={habit.colour}>
          {habit.icon && <span aria-hidden="true">{habit.icon} </span>}
          {habit.name}
        </Link>
      ))}
      {note.tags.map((tag) => (
        <Link key={tag} href={`/notes?tag=${encodeURIComponent(tag)}`} className={styles.tag}>
          {tag}
        </Link>
      ))}
    </p>
  );
}

function Whole({ note }: { note: Note }) {
  const [, navigate] = useLocation();
  const { change, remove, restore } = useNoteEdits();
  const address = followable(note.url);
  const name = nameOf(note) || t('notes.untitled');
  const deleteIt = () => {
    remove(note);
    offerUndo(t('notes.deleted', { name }), () => restore(note));
    navigate('/notes');
  };
  return (
    <>
      {address && (
        <p className={styles.link}>
          <a href={address} target="_blank" rel="noopener noreferrer">
            {hostOf(address)}
          </a>
          <span>{address}</span>
        </p>
      )}
      <About note={note} />
      {note.body ? (
        <article className={styles.text} aria-label={name}>
          <Suspense fallback={<Skeleton rows={1} tall />}>
            <Markdown text={note.body} />
          </Suspense>
        </article>
      ) : (
        !address && (
          <p className={styles.nothing}>
            {t('notes.blank')}{' '}
            <ButtonLink href={`/notes/${note.id}/edit`} look="bare">
              {t('notes.write')}
            </ButtonLink>
          </p>
        )
      )}
      <Attachments purpose="note" of={note.id} />
      <div className={styles.end}>
        <Button look="bare" aria-pressed={note.pinned} onClick={() => change(note, { pinned: !note.pinned })}>
          {t(note.pinned ? 'notes.unpin' : 'notes.pin.short')}
        </Button>
        <Button look="bare" onClick={deleteIt}>
          {t('notes.delete')}
        </Button>
      </div>
    </>
  );
}

/** One note or bookmark, to be read. */
export default function NotePage({ id }: { id: string }) {
  const query = useNote(id);
  const { data } = query;
  return (
    <Page
      title={data ? nameOf(data) || t('notes.untitled') : t('notes.one')}
      back="/notes"
      action={
        data && (
          <IconLink href={`/notes/${id}/edit`} label={t('notes.edit')}>
            <EditIcon />
          </IconLink>
        )
      }
    >
      <Loaded query={query} rows={1} tall>
        {(note) => <Whole note={note} />}
      </Loaded>
    </Page>
  );
}
