import { useId } from 'react';
import styles from './BalanceBars.module.css';

/** `value` carries the sign; `text` says it, with what it is about. */
export type SignedBar = { key: string; name: string; value: number; text: string; note?: string };

const HALF = 100;
const HEIGHT = 16;

function Strip({ part }: { part: number }) {
  const pattern = useId();
  const width = Math.abs(part) * HALF;
  const x = part < 0 ? HALF - width : HALF;
  return (
    <svg viewBox={`0 0 ${2 * HALF} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <pattern id={pattern} width="4" height="16" patternUnits="userSpaceOnUse">
        <path className={styles.stripes} d="M1 0V16" vectorEffect="non-scaling-stroke" />
      </pattern>
      <rect className={part < 0 ? styles.down : styles.up} x={x} width={width} height={HEIGHT} />
      {part < 0 && <rect x={x} width={width} height={HEIGHT} fill={`url(#${pattern})`} />}
      <path className={styles.zero} d={`M${HALF} 0V${HEIGHT}`} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** What pulled up and what pulled down: to the right of the middle plain, to the left striped, each with its figure. */
export function BalanceBars({ bars }: { bars: readonly SignedBar[] }) {
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.EPSILON);
  return (
    <ul className={styles.bars}>
      {bars.map(({ key, name, value, text, note }) => (
        <li key={key} className={styles.bar}>
          <span className={styles.name}>
            {name}
            {note && <span className={styles.note}> {note}</span>}
          </span>
          <span className={styles.figure}>{text}</span>
          <Strip part={value / most} />
        </li>
      ))}
    </ul>
  );
}
