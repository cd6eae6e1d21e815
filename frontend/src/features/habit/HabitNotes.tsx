import { useState } from 'react';
import { Link } from 'wouter';
import { Button, ButtonLink } from '@/components/Button';
import { Card } from '@/components/Card';
import type { Habit, NoteHead } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { asListed, beginningOf, nameOf, useNotes } from '@/lib/notes';
import styles from './HabitNotes.module.css';
import { LoadedPart } from './LoadedPart';

const AT_FIRST = 5;

const when = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(at));

function Item({ note }: { note: NoteHead }) {
  const name = nameOf(note) || t('notes.untitled');
  const beginning = beginningOf(note);
  return (
    <li className={styles.item}>
      <Link href={`/notes/${note.id}`} dir="auto">
        {name}
      </Link>
      {beginning && beginning !== name && (
        <p className={styles.excerpt} dir="auto">
          {beginning}
        </p>
      )}
      <p className={styles.when}>
        {note.kind === 'bookmark' && `${t('notes.bookmark')} · `}
        {when(note.updated_at)}
      </p>
    </li>
  );
}

function List({ notes }: { notes: NoteHead[] }) {
  const [all, setAll] = useState(false);
  if (notes.length === 0) return <p className={styles.none}>{t('habit.written.empty')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {(all ? notes : notes.slice(0, AT_FIRST)).map((note) => (
          <Item key={note.id} note={note} />
        ))}
      </ul>
      {!all && notes.length > AT_FIRST && (
        <div>
          <Button look="bare" onClick={() => setAll(true)}>
            {t('habit.written.all', { count: notes.length })}
          </Button>
        </div>
      )}
    </>
  );
}

/** The notes and bookmarks that are about a habit, as the list of all of them has them. */
export default function HabitNotes({ habit }: { habit: Habit }) {
  const query = useNotes();
  return (
    <Card title={t('habit.written.title')}>
      <LoadedPart query={query}>
        {(notes) => (
          <List notes={notes.filter(({ habit_ids }) => habit_ids.includes(habit.id)).sort(asListed)} />
        )}
      </LoadedPart>
      <div>
        <ButtonLink href={`/notes/new?habit=${habit.id}`} look="quiet">
          {t('habit.written.add')}
        </ButtonLink>
      </div>
    </Card>
  );
}
