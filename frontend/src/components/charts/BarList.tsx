import type { ReactNode } from 'react';
import styles from './BarList.module.css';

/** `part` is 0–1 of the longest; `text` says the same in words. `spoken` replaces a shortened name for screen readers. */
export type ListedBar = { key: string; name: string; spoken?: string; part: number; text: ReactNode };

const WIDTH = 100;
const HEIGHT = 12;

function Strip({ part }: { part: number }) {
  const width = Math.max(0, Math.min(1, part)) * WIDTH;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} width={WIDTH} height={HEIGHT} />
      <rect className={styles.value} width={width} height={HEIGHT} />
    </svg>
  );
}

type Props = { bars: readonly ListedBar[]; ordered?: boolean; wide?: boolean };

/** Bars below each other, each with its name before and its figures behind it: to be read as a list. */
export function BarList({ bars, ordered = false, wide = false }: Props) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className={styles.bars}>
      {bars.map(({ key, name, spoken, part, text }) => (
        <li key={key} className={wide ? `${styles.bar} ${styles.wide}` : styles.bar}>
          {spoken === undefined ? (
            <span className={styles.name}>{name}</span>
          ) : (
            <span className={styles.name}>
              <span aria-hidden="true">{name}</span>
              <span className="visually-hidden">{spoken}</span>
            </span>
          )}
          <Strip part={part} />
          <span className={styles.text}>{text}</span>
        </li>
      ))}
    </List>
  );
}
