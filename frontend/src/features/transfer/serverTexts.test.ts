import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import german from './serverTexts.de.json';
import { translator } from './serverTexts';

const translate = translator(german);
const ROOT = `${import.meta.dirname}/../../../../`;

/** The Python sources that say something of a file. */
const sources = [
  'shared/transfer',
  'shared/transfer/sources',
  'functions/imports',
  'functions/transfer',
  'functions/exports',
]
  .flatMap((folder) => readdirSync(ROOT + folder).map((name) => `${ROOT}${folder}/${name}`))
  .filter((file) => file.endsWith('.py'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const SAYING =
  /(?:Refused|Cannot|\.problem|\.drop)\((?:[^"()]|\([^"()]*\))*(?:f"[^"]*"\s*,\s*|"[\w.]*"\s*,\s*)?f?"([^"]{12,})"/g;

describe('what the server says, in German', () => {
  it.each([
    ['The zip is damaged. Export it again.', 'Die Zip-Datei ist beschädigt. Exportiere sie noch einmal.'],
    ['“30.02.2025” is not a date of the form 2025-03-01', '„30.02.2025“ ist kein Datum wie 2025-03-01'],
    ['2027-01-01 is in the future', '2027-01-01 ist in der Zukunft'],
    [
      'This is not Habitica user data; it looks like a table.',
      'Erwartet: Nutzerdaten von Habitica. Gefunden: Tabelle.',
    ],
    ['Read/Checkmarks.csv, line 17', 'Read/Checkmarks.csv, Zeile 17'],
    ['has 4 cells, the first line 12', 'hat 4 Zellen, die erste Zeile 12'],
    ['“a.*” is not a number', '„a.*“ ist keine Zahl'],
  ])('%s', (english, words) => {
    expect(translate(english)).toEqual({ text: words, english: false });
  });

  it('leaves alone what it does not know', () => {
    expect(translate('Something new.')).toEqual({ text: 'Something new.', english: true });
  });

  it('knows every sentence of the parsers', () => {
    const said = [...sources.matchAll(SAYING)]
      .map(([, sentence = '']) => sentence.replace(/\{[^}]*\}/g, '7'))
      .filter((text) => text.includes(' ')); // the others are places
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter((sentence) => translate(sentence).english)).toEqual([]);
  });

  it('knows none that the server says no more', () => {
    const lost = Object.keys(german).filter((english) =>
      english.split(/\{\d\}/).some((part) => part.trim().length > 3 && !sources.includes(part.trim())),
    );
    expect(lost).toEqual([]);
  });
});
