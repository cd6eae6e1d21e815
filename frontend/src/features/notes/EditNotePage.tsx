import { useState } from 'react';
import { useLocation } from 'wouter';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import type { Note, NoteInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { nameOf, useNote, useNoteEdits } from '@/lib/notes';
import { offerUndo } from '@/lib/undo';
import { changedFields, draftNote, fieldsOf, readDraft } from './noteDraft';
import { NoteForm } from './NoteForm';

function EditForm({ note }: { note: Note }) {
  const [, navigate] = useLocation();
  const { save: send, change } = useNoteEdits();
  const [opened] = useState(note); // what is not touched here stays as others may have changed it meanwhile
  const save = async (input: NoteInput) => {
    const changed = changedFields(readDraft(draftNote(opened)), input);
    if (Object.keys(changed).length > 0) {
      await send(note, changed);
      offerUndo(t('notes.saved', { name: input.title || nameOf(opened) }), () =>
        change(note, fieldsOf(opened, changed)),
      );
    }
    navigate(`/notes/${note.id}`);
  };
  return <NoteForm initial={draftNote(opened)} action={t('notes.save')} onSave={save} />;
}

export default function EditNotePage({ id }: { id: string }) {
  const query = useNote(id);
  return (
    <Page title={t('notes.edit')} back={`/notes/${id}`}>
      <Loaded query={query} rows={1} tall>
        {(note) => <EditForm note={note} />}
      </Loaded>
    </Page>
  );
}
