import type { FieldErrors } from './useForm';

/** An error may point inside a field (`/schedule/days`); it is shown with the field as a whole. */
export const errorUnder = (errors: FieldErrors, pointer: string): string | undefined =>
  Object.entries(errors).find(([key]) => key === pointer || key.startsWith(`${pointer}/`))?.[1];
