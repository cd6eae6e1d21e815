import { Sheet } from '@/components/Sheet';
import { t } from '@/lib/i18n';
import styles from './Palette.module.css';

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

const KEYS = [
  ['1', '9', 'check'],
  ['z', '', 'undo'],
  ['n', '', 'new'],
  ['/', '', 'search'],
  ['mod', 'K', 'palette'],
  ['←', '→', 'days'],
  ['t', '', 'today'],
  ['?', '', 'help'],
] as const;

const nameOf = (key: string): string => (key === 'mod' ? (isMac() ? '⌘' : t('help.ctrl')) : key);

/** What the keys do. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Sheet title={t('help.title')} open onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([first, second, what]) => (
          <div key={what} className={styles.pair}>
            <dt>
              <kbd>{nameOf(first)}</kbd>
              {second && <kbd>{second}</kbd>}
            </dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
