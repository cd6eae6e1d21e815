import { lazy, Suspense, useState } from 'react';
import { Choice } from '@/components/Choice';
import { Field } from '@/components/Field';
import { Skeleton } from '@/components/States';
import { t } from '@/lib/i18n';
import styles from './Notes.module.css';

const Markdown = lazy(() => import('./Markdown'));

type Props = {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (body: string) => void;
};

/** The text, written or as it will be read. */
export function BodyField({ label, value, error, onChange }: Props) {
  const [shows, setShows] = useState<'text' | 'preview'>('text');
  const isWriting = shows === 'text' || error !== undefined;
  return (
    <div className={styles.editor}>
      <Choice
        legend={t('notes.editor')}
        hideLegend
        value={isWriting ? 'text' : 'preview'}
        options={[
          { value: 'text', label: t('notes.editor.text') },
          { value: 'preview', label: t('notes.editor.preview') },
        ]}
        onChange={setShows}
      />
      {isWriting ? (
        <Field label={label} hint={t('notes.markdown')} error={error}>
          {(control) => (
            <textarea
              {...control}
              className={`${control.className} ${styles.area}`}
              dir="auto"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <section className={styles.text} aria-label={t('notes.editor.preview')}>
          <Suspense fallback={<Skeleton rows={1} tall />}>
            {value.trim() ? <Markdown text={value} /> : <p className={styles.nothing}>{t('notes.blank')}</p>}
          </Suspense>
        </section>
      )}
    </div>
  );
}
