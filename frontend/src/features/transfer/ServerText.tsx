import { useEffect, useState } from 'react';
import { t, useLanguage } from '@/lib/i18n';
import { asTold, translator, type Translate } from './serverTexts';
import styles from './Transfer.module.css';

let german: Translate | undefined;

async function loadGerman(): Promise<void> {
  german ??= translator((await import('./serverTexts.de.json')).default);
}

/** Loads the sentences when they are first wanted; in English they never are. */
function useTranslate(): Translate {
  const wanted = useLanguage() === 'de';
  const [, setLoaded] = useState(german !== undefined);
  useEffect(() => {
    // What cannot be loaded now stays in English.
    if (wanted)
      void loadGerman().then(
        () => setLoaded(true),
        () => undefined,
      );
  }, [wanted]);
  return wanted && german ? german : asTold;
}

/** What the server says about a file. Where it stays in English, a screen reader is told to read it as such. */
export function ServerText({ text }: { text: string }) {
  const told = useTranslate()(text);
  return <span lang={told.english ? 'en' : undefined}>{told.text}</span>;
}

const SHOWN = 8;

/** Places in a file and what is wrong there; of many the first ones, until one asks for all. */
export function WhereAndWhy({ items }: { items: readonly { where: string; reason: string }[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SHOWN);
  const more = items.length - shown.length;
  if (items.length === 0) return null;
  return (
    <>
      <ul className={styles.reasons}>
        {shown.map(({ where, reason }, index) => (
          // The list never changes, and two may be alike.
          <li key={index}>
            <span className={styles.where}>
              <ServerText text={where} />
            </span>{' '}
            <ServerText text={reason} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className={styles.other} onClick={() => setAll(true)}>
          {t('transfer.problems.show', { count: more })}
        </button>
      )}
    </>
  );
}
