/** At most `most` places out of `count`, evenly apart, the last one among them. */
export function tickPlaces(count: number, most: number): number[] {
  if (count === 0) return [];
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  const places: number[] = [];
  for (let place = count - 1; place >= 0; place -= step) places.unshift(place);
  return places;
}

type Dot = { x: number; y: number };

/** An SVG path through the dots; a single one becomes a level line over `width`. */
export function pathOf(dots: readonly Dot[], width: number): string {
  const [only] = dots;
  if (dots.length === 1 && only) return `M0 ${only.y.toFixed(1)}H${width}`;
  return dots.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
