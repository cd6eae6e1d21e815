import { Dialog } from '@base-ui/react/dialog';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '@/lib/i18n';
import type { Command } from './commands';
import styles from './Palette.module.css';
import { useCommands } from './useCommands';

type Props = { onClose: () => void; onHelp: () => void };
type ListProps = { id: string; commands: Command[]; active: number; onRun: (command: Command) => void };

const MOST_SHOWN = 50;
const optionId = (listId: string, index: number): string => `${listId}-${index}`;

function Options({ id, commands, active, onRun }: ListProps) {
  return (
    <div id={id} role="listbox" aria-label={t('palette.title')} className={styles.list}>
      {commands.map((command, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the combobox's, which keeps the focus
        <div
          key={command.id}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          onClick={() => onRun(command)}
        >
          <span>{command.label}</span>
          {command.hint && <span aria-hidden="true">{command.hint}</span>}
        </div>
      ))}
    </div>
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function Search({ onClose, onHelp }: Props) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const commands = useCommands(query, onHelp).slice(0, MOST_SHOWN);
  const run = (command: Command) => {
    onClose();
    command.run();
  };
  const go = (index: number) => {
    setActive(index);
    document.getElementById(optionId(listId, index))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const chosen = commands[active];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      go((active + step + commands.length) % commands.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={commands.length > 0 ? optionId(listId, active) : undefined}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        data-palette-input
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Options id={listId} commands={commands} active={active} onRun={run} />
      <p className={commands.length === 0 ? styles.none : 'visually-hidden'} role="status">
        {commands.length === 0 ? t('palette.none') : t('palette.count', { count: commands.length })}
      </p>
    </>
  );
}

/** Ctrl or Cmd + K: every page and every habit a few letters away. */
export default function Palette({ onClose, onHelp }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          className={styles.popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-palette-input]') ?? null}
        >
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <Search onClose={onClose} onHelp={onHelp} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
