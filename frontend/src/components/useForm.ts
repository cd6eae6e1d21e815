import { useState, type SubmitEvent } from 'react';
import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import { t } from '@/lib/i18n';

export type FieldErrors = Record<string, string>;

/**
 * The life of one form: what is wrong where (by JSON pointer, from our own checks or the server's 422), what is wrong
 * as a whole, and whether it is being sent.
 *
 * @param check what can be said before asking the server: pointer → message; nothing when all is well.
 * @param explain a better text for an error that this form knows, or for its fields; null for the usual ones.
 */
export function useForm(
  send: () => Promise<void>,
  check: () => FieldErrors = () => ({}),
  explain: (error: unknown) => string | FieldErrors | null = () => null,
) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [alert, setAlert] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const fail = (error: unknown, form: HTMLFormElement) => {
    const known = explain(error);
    const [text, better] = typeof known === 'string' ? [known, null] : [null, known];
    const fields = better ?? (error instanceof ApiError ? error.fields : {});
    const named = Object.keys(fields).length > 0;
    setErrors(fields);
    setAlert(text ?? (named ? t('form.fix') : describeError(error)));
    if (named) focusFirstInvalid(form);
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    const found = check();
    setErrors(found);
    setAlert(Object.keys(found).length > 0 ? t('form.fix') : null);
    if (Object.keys(found).length > 0) {
      focusFirstInvalid(form);
      return;
    }
    setBusy(true);
    try {
      await send();
    } catch (error) {
      fail(error, form);
    } finally {
      setBusy(false);
    }
  };

  return {
    errors,
    alert,
    busy,
    setAlert,
    onSubmit: (event: SubmitEvent<HTMLFormElement>) => void submit(event),
  };
}

/** After the next paint, when the fields carry their new state. */
function focusFirstInvalid(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
