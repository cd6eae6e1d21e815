import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const CSS = readFileSync(`${import.meta.dirname}/global.css`, 'utf8');
type Colours = Record<string, [light: string, dark: string]>;

/** The custom properties of one rule. */
function coloursOf(selector: string): Colours {
  const start = CSS.indexOf(`${selector} {`);
  const rule = CSS.slice(start, CSS.indexOf('\n  }', start));
  const found = rule.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g);
  return Object.fromEntries(
    [...found].map(([, name = '', light = '', dark = '']): [string, [string, string]] => [
      name,
      [light, dark],
    ]),
  );
}

/** WCAG 2.2's relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const BASE = coloursOf(':root');
const GROUNDS = ['bg', 'surface', 'sunken', 'tint'];
const PAIRS = [
  ...['ink', 'soft', 'accent'].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ['on-accent', 'accent'] as const,
  ...Object.keys(BASE)
    .filter((name) => name === 'danger')
    .map((text) => [text, 'surface'] as const),
];

it.each(['forest', 'ocean', 'sunset'])(
  'every text of the theme %s can be read, light and dark',
  (palette) => {
    const own = coloursOf(`:root[data-palette='${palette}']`);
    expect(Object.keys(own)).toContain('accent');
    const colours = { ...BASE, ...own };
    const faint = PAIRS.flatMap(([text, ground]) =>
      ([0, 1] as const)
        .map((shade) => ({
          shade,
          ratio: contrast(colours[text]?.[shade] ?? '', colours[ground]?.[shade] ?? ''),
        }))
        .filter(({ ratio }) => !(ratio >= 4.5))
        .map(({ shade, ratio }) => `${text} on ${ground}, ${shade ? 'dark' : 'light'}: ${ratio.toFixed(2)}`),
    );
    expect(faint).toEqual([]);
  },
);
