import { expect, it } from 'vitest';
import source from './en.json';
import { t, type MessageKey } from './index';

const keys = Object.keys(source) as MessageKey[];

it('counts as English does', () => {
  expect(t('row.streak.days', { count: 0 })).toBe('A fresh start');
  expect(t('row.streak.days', { count: 1 })).toBe('1 day in a row');
  expect(t('row.streak.days', { count: 1200 })).toBe('1,200 days in a row');
});

it.each(keys)('%s leaves no placeholder unfilled', (key) => {
  const names = [...source[key].matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '');
  const text = t(key, Object.fromEntries(names.map((name) => [name, 2])));
  expect(text).not.toMatch(/[{}]|undefined/);
  expect(text).not.toBe('');
});
