import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Choice } from '@/components/Choice';
import { Page } from '@/components/Page';
import type { NoteInput, NoteKind } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useNoteEdits } from '@/lib/notes';
import { newUlid } from '@/lib/ulid';
import { newDraft, newFields } from './noteDraft';
import { NoteForm } from './NoteForm';

export default function NewNotePage() {
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const kind: NoteKind = asked.get('kind') === 'bookmark' ? 'bookmark' : 'note';
  const [id] = useState(() => newUlid()); // one form, one note, however often it is sent
  const { create } = useNoteEdits();
  const habit = asked.get('habit');
  const save = async (input: NoteInput) => {
    await create(id, newFields(input));
    navigate(`/notes/${id}`, { replace: true });
  };
  return (
    <Page title={t(`notes.new.${kind}`)} back="/notes">
      <Choice
        legend={t('notes.kind')}
        hideLegend
        value={kind}
        options={[
          { value: 'note', label: t('notes.one') },
          { value: 'bookmark', label: t('notes.bookmark') },
        ]}
        onChange={(next) => {
          asked.set('kind', next);
          navigate(`/notes/new?${asked.toString()}`, { replace: true });
        }}
      />
      <NoteForm
        key={kind}
        initial={{ ...newDraft(kind), habit_ids: habit === null ? [] : [habit] }}
        action={t('notes.save')}
        onSave={save}
      />
    </Page>
  );
}
