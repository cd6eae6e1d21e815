import { publicApi, unwrap } from '@/lib/api/client';
import type { SignUp } from '@/lib/api/types';

export const signUp = (body: SignUp) => unwrap(publicApi.POST('/v1/auth/signup', { body }));

export const confirm = async (email: string, code: string): Promise<void> => {
  await unwrap(publicApi.POST('/v1/auth/confirm', { body: { email, code } }));
};

export const resend = async (email: string): Promise<void> => {
  await unwrap(publicApi.POST('/v1/auth/resend', { body: { email } }));
};

/** The names of the providers that can be signed in with. */
export const listProviders = async (): Promise<string[]> =>
  (await unwrap(publicApi.GET('/v1/auth/providers'))).items.map(({ name }) => name);

/** Has a code sent for a new password. The answer is the same for every address. */
export const forgot = async (email: string): Promise<void> => {
  await unwrap(publicApi.POST('/v1/auth/forgot', { body: { email } }));
};

/** A new password by the code that was sent; every session of the account ends. */
export const reset = async (email: string, code: string, password: string): Promise<void> => {
  await unwrap(publicApi.POST('/v1/auth/reset', { body: { email, code, password } }));
};

/** Between signing up and confirming, so that the person is let in at once; in memory, gone with the page. */
let pending: { email: string; password: string } | null = null;

export const rememberCredentials = (email: string, password: string): void => {
  pending = { email, password };
};

export function takePassword(email: string): string | null {
  const password = pending?.email === email ? pending.password : null;
  pending = null;
  return password;
}
