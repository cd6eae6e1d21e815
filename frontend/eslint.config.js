import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const message = (from, allowed) =>
  `${from} may import ${allowed} only: imports go one way, app → features → components → lib. Move what two need down.`;

/** Forbids imports by pattern. Within a folder files name each other with ./, so ../ always leaves it. */
const layer = (name, allowed, forbidden) => ({
  files: [`src/${name}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: ['../*', '@/testing/*', ...forbidden], message: message(name, allowed) }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist', 'src/lib/api/schema.d.ts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-console': ['error', { allow: ['error'] }],
    },
  },
  layer('app', 'features, components and lib', []),
  layer('features', 'components and lib, never another feature,', ['@/app/*', '@/features/*']),
  layer('components', 'lib', ['@/app/*', '@/features/*']),
  layer('lib', 'lib', ['@/app/*', '@/features/*', '@/components/*']),
  {
    files: ['**/*.{js,mjs}', 'public/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['build/worker.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { ...globals.serviceworker, VERSION: 'readonly', FILES: 'readonly' },
    },
  },
  { files: ['public/**/*.js'], languageOptions: { sourceType: 'script', globals: globals.browser } },
);
