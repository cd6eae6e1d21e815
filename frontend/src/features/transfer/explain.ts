import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import { t, type MessageKey } from '@/lib/i18n';

const KNOWN: Readonly<Record<string, MessageKey>> = {
  'too-many-imports': 'transfer.error.imports',
  'too-many-exports': 'transfer.error.exports',
  'import-state': 'transfer.error.state',
  'import-at-work': 'transfer.error.at_work',
};

/** What to tell a person about a refusal, with what the API says of single fields. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return describeError(error);
  const known = KNOWN[error.code];
  if (known) return t(known);
  const fields = Object.entries(error.fields).map(([pointer, detail]) => `${pointer}: ${detail}`);
  return [describeError(error), ...fields].join(' ');
}
