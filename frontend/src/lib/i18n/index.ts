import { i18n } from '@lingui/core';
import type source from './en.json';
import english from './en.json?messages';

/** The keys of the catalogue: a misspelt key is a type error. */
export type MessageKey = keyof typeof source;
export type MessageValues = Record<string, string | number>;

i18n.load('en', english);
i18n.activate('en');

/** The text of a message, with its ICU placeholders filled in. */
export const t = (key: MessageKey, values?: MessageValues): string => i18n._(key, values);

/** The locale for dates and numbers: the reader's own English, so that 21/11 and 11/21 come out as they expect. */
export const locale = (): string =>
  navigator.languages.find((language) => language.toLowerCase().startsWith(i18n.locale)) ?? 'en-GB';
