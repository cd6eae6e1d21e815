import { useState } from 'react';
import { BulkHabits } from '@/components/BulkHabits';
import { Button } from '@/components/Button';
import { Check } from '@/components/Check';
import { errorUnder } from '@/components/errorUnder';
import { Field, FormAlert, formClass } from '@/components/Field';
import { TagsField } from '@/components/TagsField';
import { useForm, type FieldErrors } from '@/components/useForm';
import type { NoteInput } from '@/lib/api/types';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useNotes } from '@/lib/notes';
import { tagsOf } from '@/lib/tasks/groups';
import { BodyField } from './BodyField';
import { checkDraft, readDraft, type NoteDraft } from './noteDraft';

type PartProps = { draft: NoteDraft; errors: FieldErrors; set: (change: Partial<NoteDraft>) => void };

function Names({ draft, errors, set }: PartProps) {
  const isBookmark = draft.kind === 'bookmark';
  return (
    <>
      {isBookmark && (
        <Field label={t('notes.field.url')} error={errors['/url']}>
          {(control) => (
            <input
              {...control}
              type="url"
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              maxLength={2000}
              placeholder="https://"
              value={draft.url}
              onChange={(event) => set({ url: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('notes.field.title')} error={errors['/title']} optional>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            autoComplete="off"
            dir="auto"
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type Props = { initial: NoteDraft; action: string; onSave: (input: NoteInput) => Promise<void> };

export function NoteForm({ initial, action, onSave }: Props) {
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<NoteDraft>) => setDraft((known) => ({ ...known, ...change }));
  const { data: notes = [] } = useNotes();
  const { data: habits = [] } = useHabits(false);
  const { errors, alert, busy, onSubmit } = useForm(
    () => onSave(readDraft(draft)),
    () => checkDraft(draft),
  );
  const parts: PartProps = { draft, errors, set };
  return (
    <form className={formClass} onSubmit={onSubmit} noValidate>
      <Names {...parts} />
      <BodyField
        label={t(draft.kind === 'bookmark' ? 'notes.field.about' : 'notes.field.body')}
        value={draft.body}
        error={errors['/body']}
        onChange={(body) => set({ body })}
      />
      <TagsField
        value={draft.tags}
        known={tagsOf(notes)}
        error={errorUnder(errors, '/tags')}
        onChange={(tags) => set({ tags })}
      />
      {habits.length > 0 && (
        <BulkHabits
          habits={habits}
          chosen={draft.habit_ids}
          legend={t('notes.field.habits')}
          onChange={(habit_ids) => set({ habit_ids })}
        />
      )}
      <Check checked={draft.pinned} onChange={(pinned) => set({ pinned })}>
        {t('notes.field.pinned')}
      </Check>
      <FormAlert text={alert && (errorUnder(errors, '/habit_ids') ?? alert)} />
      <Button type="submit" wide busy={busy}>
        {busy ? t('form.saving') : action}
      </Button>
    </form>
  );
}
