import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { readCatalogue } from '../../../build/messages';
import { locale, speak, t, wantedLanguage, type MessageKey } from './index';

const english = readCatalogue('en');
const german = readCatalogue('de');
const keys = Object.keys(english) as MessageKey[];

/** The arguments of an ICU message with their kinds: `count plural`, `name`. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [name, kind] = part as unknown[];
    if (typeof name === 'string' && (part.length === 1 || typeof kind === 'string')) {
      found.add(typeof kind === 'string' ? `${name} ${kind}` : name);
      Object.values((part[2] ?? {}) as object).forEach(
        (option) => Array.isArray(option) && option.forEach(walk),
      );
    } else part.forEach(walk);
  };
  const compiled = compileMessageOrThrow(message);
  if (Array.isArray(compiled)) compiled.forEach(walk);
  return [...found].sort();
}

afterEach(() => speak('en'));

it('counts as English does', () => {
  expect(t('row.streak.days', { count: 0 })).toBe('A fresh start');
  expect(t('row.streak.days', { count: 1 })).toBe('1 day in a row');
  expect(t('row.streak.days', { count: 1200 })).toBe('1,200 days in a row');
});

describe('the German catalogue', () => {
  it('has the same keys', () => {
    expect(Object.keys(german).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s takes the same arguments', (key) => {
    expect(argumentsOf(german[key] ?? '')).toEqual(argumentsOf(english[key] ?? ''));
  });

  it('counts as German does', async () => {
    await speak('de');
    expect(t('row.streak.days', { count: 1200 })).toBe('1.200 Tage in Folge');
    expect(document.documentElement.lang).toBe('de');
    expect(locale()).toBe('de-DE');
  });
});

describe.each(['en', 'de'] as const)('in %s', (language) => {
  it.each(keys)('%s leaves no placeholder unfilled', async (key) => {
    await speak(language);
    const names = argumentsOf(english[key] ?? '').map((argument) => argument.split(' ')[0] ?? '');
    const text = t(key, Object.fromEntries(names.map((name) => [name, 2])));
    expect(text).not.toMatch(/[{}]|undefined/);
    expect(text).not.toBe('');
    expect(text).not.toBe(key);
  });
});

describe('the language', () => {
  it('is the chosen one, or else the first of the browser’s that is spoken here', () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR', 'de-AT', 'en']);
    expect(wantedLanguage(null)).toBe('de');
    expect(wantedLanguage('en')).toBe('en');
    expect(wantedLanguage('fr')).toBe('de');
  });

  it('is English where none is spoken here', () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR']);
    expect(wantedLanguage(null)).toBe('en');
  });
});
