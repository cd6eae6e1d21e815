import { useState, type KeyboardEvent } from 'react';
import { t } from '@/lib/i18n';
import { Field } from './Field';
import { CrossIcon } from './icons';
import styles from './TagsField.module.css';

const MOST = 10;
const LONGEST = 40;

type Props = {
  value: string[];
  /** Tags that are in use elsewhere. */
  known: string[];
  error?: string | undefined;
  onChange: (tags: string[]) => void;
};

const isIn = (tags: string[], tag: string): boolean =>
  tags.some((other) => other.toLowerCase() === tag.toLowerCase());

/** Tags: typed and ended with Enter or a comma, or by leaving the field. */
export function TagsField({ value, known, error, onChange }: Props) {
  const [text, setText] = useState('');
  const add = (typed: string) => {
    const tag = typed.trim().slice(0, LONGEST);
    setText('');
    if (tag && !isIn(value, tag) && value.length < MOST) onChange([...value, tag]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
    if (event.key !== 'Enter' || text.trim() === '') return;
    event.preventDefault(); // the form is not sent yet
    add(text);
  };
  return (
    <Field label={t('tags.label')} hint={t('tags.hint')} error={error} optional>
      {(control) => (
        <div className={styles.tags}>
          {value.map((tag) => (
            <button
              key={tag}
              type="button"
              className={styles.tag}
              aria-label={t('tags.remove', { tag })}
              onClick={() => onChange(value.filter((other) => other !== tag))}
            >
              {tag}
              <CrossIcon size={14} />
            </button>
          ))}
          <input
            {...control}
            list={`${control.id}-known`}
            autoComplete="off"
            maxLength={LONGEST}
            disabled={value.length >= MOST}
            value={text}
            onChange={({ target }) => {
              if (target.value.includes(',')) add(target.value.replaceAll(',', ' '));
              else setText(target.value);
            }}
            onBlur={() => add(text)}
            onKeyDown={onKeyDown}
          />
          <datalist id={`${control.id}-known`}>
            {known
              .filter((tag) => !isIn(value, tag))
              .map((tag) => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
