import { useId, useLayoutEffect, useRef, type PointerEvent } from 'react';
import { formatPercent } from './format';
import styles from './BarChart.module.css';
import { useRoving } from './useRoving';
import { useWidth } from './useWidth';

/** `value` is 0–1, null where there was nothing to do. `tick` may be empty; `text` stands on the bar. */
export type Bar = { key: string; label: string; tick: string; text: string; value: number | null };

type Props = { label: string; bars: readonly Bar[] };

const HEIGHT = 140;
const TOP = 20;
const FOOT = 24;
const LEAST_STEP = 26;
const MOST_STEP = 72;
const AXIS = 44;
const LEVELS = [1, 0.5, 0];

const yOf = (value: number): number => TOP + HEIGHT * (1 - value);

function Axis() {
  return (
    <svg className={styles.axis} width={AXIS} height={TOP + HEIGHT + FOOT} aria-hidden="true">
      {LEVELS.map((level) => (
        <text key={level} className={styles.text} x={AXIS - 8} y={yOf(level) + 4} textAnchor="end">
          {formatPercent(level)}
        </text>
      ))}
    </svg>
  );
}

type BarProps = { bar: Bar; x: number; step: number; pattern: string };

/** A frame as high as all that was due, filled and hatched as far as it was done; a dash where nothing was due. */
function Column({ bar, x, step, pattern }: BarProps) {
  const width = Math.min(40, step - 6);
  const left = x + (step - width) / 2;
  const middle = x + step / 2;
  const { value } = bar;
  return (
    <>
      <rect className={styles.hit} x={x} y={0} width={step} height={TOP + HEIGHT} />
      {value === null ? (
        <path className={styles.none} d={`M${middle - 5} ${yOf(0) - 4}h10`} />
      ) : (
        <>
          <rect className={styles.frame} x={left} y={yOf(1)} width={width} height={HEIGHT} rx="4" />
          <rect
            className={styles.value}
            x={left}
            y={yOf(value)}
            width={width}
            height={HEIGHT * value}
            rx="4"
          />
          <rect
            fill={`url(#${pattern})`}
            x={left}
            y={yOf(value)}
            width={width}
            height={HEIGHT * value}
            rx="4"
          />
        </>
      )}
      <rect
        className={styles.focus}
        x={x + 1}
        y={1}
        width={step - 2}
        height={TOP + HEIGHT + FOOT - 2}
        rx="6"
      />
    </>
  );
}

/** What is written at a bar: no part of the option, whose name says it in words. */
function Words({ bar, middle }: { bar: Bar; middle: number }) {
  return (
    <g className={styles.words} textAnchor="middle" aria-hidden="true">
      {bar.value !== null && (
        <text className={styles.figure} x={middle} y={yOf(1) - 6}>
          {bar.text}
        </text>
      )}
      <text className={styles.text} x={middle} y={TOP + HEIGHT + 18}>
        {bar.tick}
      </text>
    </g>
  );
}

/** A row of bars, oldest first, that scrolls when there are many; it begins at the newest. Arrow keys walk along it. */
export function BarChart({ label, bars }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const scroll = useRef<HTMLDivElement>(null);
  const pattern = useId();
  const { active, setActive, handlers } = useRoving(bars.length);
  const step = Math.max(LEAST_STEP, Math.min(MOST_STEP, (width - AXIS) / Math.max(1, bars.length)));
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = scroll.current.scrollWidth;
  }, [bars.length, step]);
  const follow = (event: PointerEvent) => {
    const place = (event.target as Element).closest('[data-place]')?.getAttribute('data-place');
    if (place) setActive(Number(place));
  };
  return (
    <div ref={box} className={styles.box}>
      <p className={styles.readout} aria-hidden="true">
        {bars[active]?.label}
      </p>
      <div className={styles.row}>
        <Axis />
        <div ref={scroll} className={styles.scroll}>
          <svg
            className={styles.plot}
            width={step * bars.length}
            height={TOP + HEIGHT + FOOT}
            role="listbox"
            aria-orientation="horizontal"
            aria-label={label}
            onPointerOver={follow}
            onPointerDown={follow}
            {...handlers}
          >
            <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" aria-hidden="true">
              <path className={styles.hatch} d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" />
            </pattern>
            {LEVELS.map((level) => (
              <path key={level} className={styles.rule} d={`M0 ${yOf(level)}H${step * bars.length}`} />
            ))}
            {bars.map((bar, place) => (
              <g
                key={bar.key}
                className={styles.bar}
                role="option"
                aria-label={bar.label}
                aria-selected={place === active}
                tabIndex={place === active ? 0 : -1}
                data-place={place}
              >
                <Column bar={bar} x={place * step} step={step} pattern={pattern} />
              </g>
            ))}
            {bars.map((bar, place) => (
              <Words key={bar.key} bar={bar} middle={(place + 0.5) * step} />
            ))}
          </svg>
        </div>
      </div>
    </div>
  );
}
