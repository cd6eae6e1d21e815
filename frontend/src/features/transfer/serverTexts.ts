/**
 * What the server says of a file, in the person's language. It says it in English sentences without codes; those that we
 * know are put in other words here, the others stay as they are.
 */
export type Told = { text: string; english: boolean };
export type Translate = (text: string) => Told;

/** `{1}`, `{2}` … in the order in which they stand in the English sentence. */
type Sentences = Readonly<Record<string, string>>;

const PLACE = /\{\d\}/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (sentence: string): RegExp =>
  new RegExp(`^${sentence.split(PLACE).map(escaped).join('(.+?)')}$`, 's');

export const asTold: Translate = (text) => ({ text, english: true });

/** Sentences without places come first, so that a looser one never takes what another says exactly. */
export function translator(sentences: Sentences): Translate {
  const exact = new Map(Object.entries(sentences));
  const loose = Object.entries(sentences)
    .filter(([english]) => PLACE.test(english))
    .sort(([one], [other]) => other.length - one.length)
    .map(([english, words]) => ({ pattern: patternOf(english), words }));
  const translate: Translate = (text) => {
    const words = exact.get(text);
    if (words !== undefined) return { text: words, english: false };
    for (const { pattern, words: sentence } of loose) {
      const found = pattern.exec(text);
      if (!found) continue;
      const part = (place: string) => translate(found[Number(place)] ?? '').text;
      return { text: sentence.replace(/\{(\d)\}/g, (_, place: string) => part(place)), english: false };
    }
    return asTold(text);
  };
  return translate;
}
