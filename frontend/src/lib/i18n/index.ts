import { i18n } from '@lingui/core';
import { useSyncExternalStore } from 'react';
import type { MessageKey } from './keys';
import { loadLanguage, type Language } from './words';

export { allWords } from './words';
export type { Language, MessageKey };
export type MessageValues = Record<string, string | number>;

export const LANGUAGES: readonly Language[] = ['en', 'de'];

// What the person chose, remembered beside the profile: the words are needed before, and without, the profile.
const CHOSEN = 'daybook:language';
const listeners = new Set<() => void>();

/** The text of a message, with its ICU placeholders filled in. */
export const t = (key: MessageKey, values?: MessageValues): string => i18n._(key, values);

/** The locale for dates and numbers: the reader's own kind of the language, so that 21/11 and 11/21 come out as they expect. */
export const locale = (): string =>
  navigator.languages.find((language) => language.toLowerCase().startsWith(i18n.locale)) ??
  (i18n.locale === 'de' ? 'de-DE' : 'en-GB');

const isLanguage = (text: string | null): text is Language => LANGUAGES.some((language) => language === text);

/** The first of the browser's languages that Daybook speaks. */
function browserLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** The language to speak: what the person chose, or else the browser's. */
export const wantedLanguage = (chosen: string | null = localStorage.getItem(CHOSEN)): Language =>
  isLanguage(chosen) ? chosen : browserLanguage();

/** Speaks a language. English is always there, others are loaded when they are first wanted. */
export async function speak(language: Language): Promise<void> {
  await loadLanguage(language);
  document.documentElement.lang = language;
  if (i18n.locale === language) return;
  i18n.activate(language);
  listeners.forEach((listener) => listener());
}

/** Keeps the person's choice (null: the browser's language) for the next start and speaks it. */
export async function chooseLanguage(chosen: string | null): Promise<void> {
  if (isLanguage(chosen)) localStorage.setItem(CHOSEN, chosen);
  else localStorage.removeItem(CHOSEN);
  await speak(wantedLanguage());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language that is being spoken; components that show texts are made anew when it changes (see app/Routes). */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => i18n.locale as Language);
