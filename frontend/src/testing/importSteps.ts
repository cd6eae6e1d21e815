import { screen } from '@testing-library/react';
import type { FakeApi } from './fakeApi';
import { fakeUploads } from './fakeUpload';
import { startApp } from './startApp';

export const FILE = new File(['zip'], 'loop.zip');

/** The field that takes the file. */
export const chosen = () => screen.findByLabelText(/^Choose a file/);

/** The app with a file sent and read. */
export async function atPreview(fake: FakeApi) {
  fakeUploads(fake);
  const app = await startApp(fake, { at: '/import' });
  await app.user.upload(await chosen(), FILE);
  await screen.findAllByRole('heading', { name: /^(Habits|Tasks) in the file$/ });
  return app;
}

/** @returns what tells the last body that was sent there from now on. */
export function bodyOf(fake: FakeApi, method: string, path: RegExp): () => unknown {
  let body: unknown;
  fake.interfere = async (request) => {
    if (request.method === method && path.test(request.url)) body = await request.clone().json();
    return undefined;
  };
  return () => body;
}
