import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ButtonLink } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { SearchField } from '@/components/SearchField';
import { EmptyState } from '@/components/States';
import { TagFilter } from '@/components/TagFilter';
import type { NoteHead, NoteKind } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { asListed, filtered, useNoteEdits, useNotes, type NoteFilter } from '@/lib/notes';
import { hasTag, tagsOf } from '@/lib/tasks/groups';
import { NoteItem } from './NoteItem';
import styles from './Notes.module.css';
import { useFound } from './useFound';

type ListProps = { notes: NoteHead[]; query: string; filter: NoteFilter };

function List({ notes, query, filter }: ListProps) {
  const { change } = useNoteEdits();
  const found = useFound(notes, query);
  const shown = filtered(found.notes, filter).sort(asListed);
  const isNarrowed = query !== '' || filter.kind !== null || filter.tag !== null;
  if (notes.length === 0)
    return (
      <EmptyState
        title={t('notes.empty.title')}
        text={t('notes.empty.text')}
        action={<ButtonLink href="/notes/new">{t('notes.new')}</ButtonLink>}
      />
    );
  return (
    <>
      <p className={isNarrowed ? styles.count : 'visually-hidden'} role="status">
        {isNarrowed && t('notes.found', { count: shown.length })}
        {found.isPartial && ` ${t('notes.found.partly')}`}
      </p>
      <ul className={styles.list}>
        {shown.map((note) => (
          <NoteItem key={note.id} note={note} onPin={() => change(note, { pinned: !note.pinned })} />
        ))}
      </ul>
    </>
  );
}

const KINDS = ['all', 'note', 'bookmark'] as const;

const kindOf = (text: string | null): NoteKind | null =>
  text === 'note' || text === 'bookmark' ? text : null;

/** All notes and bookmarks: searched, by kind, by tag. What is chosen is in the address. */
export default function NotesPage() {
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const [query, setQuery] = useState('');
  const notes = useNotes();
  const kind = kindOf(asked.get('kind'));
  const tags = tagsOf(notes.data ?? []);
  const tag = tags.find((known) => hasTag({ tags: [known] }, asked.get('tag') ?? '')) ?? null;
  const go = (next: NoteFilter) => {
    const words = new URLSearchParams({
      ...(next.kind === null ? {} : { kind: next.kind }),
      ...(next.tag === null ? {} : { tag: next.tag }),
    }).toString();
    navigate(words ? `/notes?${words}` : '/notes', { replace: true });
  };
  const any = (notes.data?.length ?? 0) > 0;
  const add = kind === 'bookmark' ? '/notes/new?kind=bookmark' : '/notes/new';
  return (
    <Page title={t('notes.title')} action={any && <ButtonLink href={add}>{t('notes.new.short')}</ButtonLink>}>
      {any && (
        <>
          <SearchField label={t('notes.search')} value={query} onChange={setQuery} />
          <Choice
            legend={t('notes.kind')}
            hideLegend
            value={kind ?? 'all'}
            options={KINDS.map((value) => ({ value, label: t(`notes.kind.${value}`) }))}
            onChange={(next) => go({ kind: kindOf(next), tag })}
          />
          <TagFilter tags={tags} value={tag} onChange={(next) => go({ kind, tag: next })} />
        </>
      )}
      <Loaded query={notes} rows={3}>
        {(known) => <List notes={known} query={query.trim()} filter={{ kind, tag }} />}
      </Loaded>
    </Page>
  );
}
