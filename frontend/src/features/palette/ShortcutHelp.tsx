import { Fragment } from 'react';
import { Sheet } from '@/components/Sheet';
import { t } from '@/lib/i18n';
import styles from './Palette.module.css';

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What a key does, and the ways to press it; the keys of one way are pressed together. */
const EVERYWHERE = [
  ['check', [['1'], ['9']]],
  ['undo', [['U'], ['mod', 'Z']]],
  ['new', [['N']]],
  ['search', [['/']]],
  ['palette', [['mod', 'K']]],
  ['days', [['←'], ['→']]],
  ['today', [['T']]],
  ['help', [['?']]],
] as const;
const IN_PARTS = [
  ['more', [['enter']]],
  ['walk', [['←'], ['→'], ['↑'], ['↓']]],
  ['range', [['shift', '→']]],
  ['move', [['↑'], ['↓']]],
  ['close', [['Esc']]],
] as const;

function nameOf(key: string): string {
  if (key === 'mod') return isMac() ? '⌘' : t('help.ctrl');
  if (key === 'shift') return isMac() ? '⇧' : t('help.shift');
  return key === 'enter' ? t('help.enter') : key;
}

/** Between the first and the last of a row stands a dash, between two ways to do the same `or`. */
const between = (what: string): string => (what === 'check' ? '–' : what === 'undo' ? t('help.or') : '');

type KeysProps = { title: string; keys: typeof EVERYWHERE | typeof IN_PARTS };

function Keys({ title, keys }: KeysProps) {
  return (
    <section>
      <h3 className={styles.part}>{title}</h3>
      <dl className={styles.keys}>
        {keys.map(([what, ways]) => (
          <div key={what} className={styles.pair}>
            <dt>
              {ways.map((way, place) => (
                <Fragment key={way.join()}>
                  {place > 0 && <span>{between(what)}</span>}
                  <span className={styles.way}>
                    {way.map((key) => (
                      <kbd key={key}>{nameOf(key)}</kbd>
                    ))}
                  </span>
                </Fragment>
              ))}
            </dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What the keys do. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Sheet title={t('help.title')} open onClose={onClose}>
      <Keys title={t('help.here')} keys={EVERYWHERE} />
      <Keys title={t('help.parts')} keys={IN_PARTS} />
    </Sheet>
  );
}
