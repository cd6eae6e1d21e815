import { useId, useMemo, type PointerEvent } from 'react';
import { pathOf, tickPlaces } from './axis';
import { formatPercent } from './format';
import styles from './LineChart.module.css';
import { useRoving } from './useRoving';
import { useWidth } from './useWidth';

/** `label` is spoken and shown when the point is looked at, `tick` stands below it. `value` is 0–1. */
export type LinePoint = { key: string; label: string; tick: string; value: number };

type Props = { label: string; points: readonly LinePoint[] };

const HEIGHT = 160;
const TOP = 8;
const LEFT = 44;
const RIGHT = 10;
const FOOT = 24;
const TICK_WIDTH = 84;
const LEVELS = [1, 0.5, 0];

const yOf = (value: number): number => TOP + HEIGHT * (1 - value);

function Scale({ width }: { width: number }) {
  return LEVELS.map((level) => (
    <g key={level} aria-hidden="true">
      <path className={styles.rule} d={`M${LEFT} ${yOf(level)}H${width - RIGHT}`} />
      <text className={styles.text} x={LEFT - 8} y={yOf(level) + 4} textAnchor="end">
        {formatPercent(level)}
      </text>
    </g>
  ));
}

type DrawnProps = { points: readonly LinePoint[]; xOf: (place: number) => number; width: number };

function Ticks({ points, xOf, width }: DrawnProps) {
  const places = tickPlaces(points.length, Math.floor((width - LEFT) / TICK_WIDTH));
  return places.map((place) => (
    <text
      key={place}
      className={styles.text}
      x={xOf(place)}
      y={TOP + HEIGHT + 18}
      textAnchor={place === points.length - 1 ? 'end' : xOf(place) < LEFT + 24 ? 'start' : 'middle'}
      aria-hidden="true"
    >
      {points[place]?.tick}
    </text>
  ));
}

function Line({ points, xOf, width }: DrawnProps) {
  const pattern = useId();
  const dots = points.map(({ value }, place) => ({ x: xOf(place), y: yOf(value) }));
  const path = pathOf(dots, width);
  const start = dots.length === 1 ? 0 : (dots[0]?.x ?? 0);
  const end = dots.length === 1 ? width : (dots.at(-1)?.x ?? width);
  return (
    <g aria-hidden="true">
      <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse">
        <circle className={styles.grain} cx="1.5" cy="1.5" r="1" />
      </pattern>
      <path d={`${path}L${end} ${yOf(0)}H${start}Z`} fill={`url(#${pattern})`} />
      <path className={styles.line} d={path} />
      {dots.length <= 24 &&
        dots.map(({ x, y }) => <circle key={x} className={styles.dot} cx={x} cy={y} r="3.5" />)}
    </g>
  );
}

/**
 * Values over time. The arrow keys walk along the line, point by point; each says its date and value. A finger or the
 * pointer does the same. What is looked at stands above the line, so nothing is covered by it.
 */
export function LineChart({ label, points }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { active, setActive, handlers } = useRoving(points.length);
  const span = width - LEFT - RIGHT;
  const step = points.length > 1 ? span / (points.length - 1) : 0;
  const xOf = useMemo(
    () => (place: number) => (step === 0 ? LEFT + span : LEFT + place * step),
    [step, span],
  );
  const looked = points[active];
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const place = step === 0 ? 0 : Math.round((x - LEFT) / step);
    setActive(Math.max(0, Math.min(points.length - 1, place)));
  };
  return (
    <div ref={box} className={styles.box}>
      <p className={styles.readout} aria-hidden="true">
        {looked?.label}
      </p>
      <svg
        className={styles.plot}
        width={width}
        height={TOP + HEIGHT + FOOT}
        role="listbox"
        aria-orientation="horizontal"
        aria-label={label}
        onPointerMove={follow}
        onPointerDown={follow}
        {...handlers}
      >
        <Scale width={width} />
        <Line points={points} xOf={xOf} width={width} />
        <Ticks points={points} xOf={xOf} width={width} />
        {points.map((point, place) => (
          <g
            key={point.key}
            className={styles.point}
            role="option"
            aria-label={point.label}
            aria-selected={place === active}
            tabIndex={place === active ? 0 : -1}
            data-place={place}
          >
            {place === active && <Marker x={xOf(place)} y={yOf(point.value)} />}
          </g>
        ))}
      </svg>
    </div>
  );
}

function Marker({ x, y }: { x: number; y: number }) {
  return (
    <>
      <path className={styles.guide} d={`M${x.toFixed(1)} ${TOP}V${TOP + HEIGHT}`} />
      <circle className={styles.focus} cx={x} cy={y} r="10" />
      <circle className={styles.marker} cx={x} cy={y} r="5" />
    </>
  );
}
