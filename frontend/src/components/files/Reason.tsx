import { useEffect, useState } from 'react';
import { t, useLanguage } from '@/lib/i18n';
import styles from './Files.module.css';

type Sentences = Readonly<Record<string, string>>;

let german: Sentences | undefined;

/** Why the server refused a file: it says so in English, and in German here. */
export function Reason({ text }: { text: string }) {
  const wanted = useLanguage() === 'de';
  const [, setLoaded] = useState(german !== undefined);
  useEffect(() => {
    if (!wanted || german) return;
    // What cannot be loaded now stays in English.
    void import('./serverTexts.de.json').then(
      ({ default: sentences }) => {
        german = sentences;
        setLoaded(true);
      },
      () => undefined,
    );
  }, [wanted]);
  const words = wanted ? german?.[text] : text;
  return (
    <p className={styles.reason} lang={words === undefined ? 'en' : undefined}>
      <span className="visually-hidden">{t('files.reason')} </span>
      {words ?? text}
    </p>
  );
}
