import { i18n, type Messages } from '@lingui/core';
import english from 'virtual:messages/en';

export type Language = 'en' | 'de';
type Part = () => Promise<{ default: Messages }>;

/** English comes with the app; of each language the words of the first pages are apart from the rest. */
const FIRST: Partial<Record<Language, Part>> = { de: () => import('virtual:messages/de') };
const REST: Record<Language, Part> = {
  en: () => import('virtual:messages/en/rest'),
  de: () => import('virtual:messages/de/rest'),
};

const loaded = new Map<Part, Promise<void>>();
let wantsAll = false;

i18n.load('en', english);
i18n.activate('en');

function load(language: Language, part: Part | undefined): Promise<void> | undefined {
  if (!part || loaded.has(part)) return part && loaded.get(part);
  const work = part().then(({ default: messages }) => i18n.load(language, messages));
  loaded.set(part, work);
  work.catch(() => loaded.delete(part)); // no network: it is asked for again
  return work;
}

/** Loads what is needed before a language can be spoken. */
export async function loadLanguage(language: Language): Promise<void> {
  await load(language, FIRST[language]);
  if (wantsAll) await load(language, REST[language]);
}

/** Loads the words of all pages, in the language that is being spoken and in those to come. */
export async function allWords(): Promise<void> {
  wantsAll = true;
  const language = i18n.locale as Language;
  await load(language, REST[language]);
}
