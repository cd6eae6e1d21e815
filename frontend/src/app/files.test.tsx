import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { fakeUploads } from '@/testing/fakeUpload';
import { newFakeApi, startApp } from '@/testing/startApp';

const TASK = '01J000000000000000000000TA';
const PICTURE = new File(['picture'], 'plan.png', { type: 'image/png' });

function fakeWithTask(): FakeApi {
  const fake = newFakeApi();
  fake.tasks.add({ id: TASK, title: 'Talk' });
  return fake;
}

const files = async () => within(await screen.findByRole('region', { name: 'Files' }));
const addFiles = async () => (await files()).findByLabelText('Add files');
const pictures = () => [...document.querySelectorAll<HTMLImageElement>('img[src^="/media/"]')];

afterEach(() => vi.unstubAllGlobals());

describe('a file of a task', () => {
  it('is sent as the form wants it, worked on, and shown with the cookies of its owner', async () => {
    const fake = fakeWithTask();
    const { sent, finish } = fakeUploads(fake, 'wait');
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    await user.upload(await addFiles(), PICTURE);
    const progress = await (await files()).findByRole('progressbar', { name: 'plan.png' });
    await waitFor(() => expect(progress).toHaveValue(0.25));
    expect(sent[0]).toMatchObject({ names: ['key', 'file'], file: PICTURE });
    expect([...fake.files.files.values()][0]).toMatchObject({ purpose: 'task', ref: TASK, name: 'plan.png' });
    finish();
    expect(await (await files()).findByText('Being prepared…')).toBeVisible();
    await waitFor(() => expect(pictures()[0]?.getAttribute('src')).toMatch(/\/file-1\/128\.webp$/));
    expect(fake.files.sessions).toBe(1);
    expect((await files()).getByRole('link', { name: 'plan.png' })).toHaveAttribute(
      'href',
      expect.stringContaining('1280.webp'),
    );
  });

  it('is asked for once more with new cookies when it is refused', async () => {
    const fake = fakeWithTask();
    const variants = { '128': { url: `/media/${fake.userId}/f/128.webp`, width: 128, height: 128 } };
    fake.files.add({ id: 'f', name: 'plan.png', ref: TASK, variants });
    await startApp(fake, { at: `/tasks/${TASK}` });
    await waitFor(() => expect(pictures()).toHaveLength(1));
    pictures()[0]?.dispatchEvent(new Event('error'));
    await waitFor(() => expect(fake.files.sessions).toBe(2));
    await waitFor(() => expect(pictures()).toHaveLength(1));
    pictures()[0]?.dispatchEvent(new Event('error'));
    await waitFor(() => expect(pictures()).toHaveLength(0));
    expect(fake.files.sessions).toBe(2);
  });

  it.each([
    ['en', 'The picture cannot be read: it is broken or not complete.'],
    ['de', 'Das Bild lässt sich nicht lesen: Es ist beschädigt oder unvollständig.'],
  ] as const)('says why it was refused (%s)', async (language, words) => {
    const fake = fakeWithTask();
    fakeUploads(fake);
    fake.files.refusal = 'The picture cannot be read: it is broken or not complete.';
    fake.account.profile.language = language;
    const { user } = await startApp(fake, { at: `/tasks/${TASK}`, language });
    await user.upload(await screen.findByLabelText(/^(Add files|Dateien hinzufügen)$/), PICTURE);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('is not even tried when it can be told that it will not be taken', async () => {
    const fake = fakeWithTask();
    fakeUploads(fake);
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    const large = new File(['x'], 'film.png', { type: 'image/png' });
    Object.defineProperty(large, 'size', { value: 15 * 1024 * 1024 + 1 });
    await user.upload(await addFiles(), large);
    expect(await screen.findByText('“film.png” has more than 15 MB.')).toBeVisible();
    expect(fake.files.files.size).toBe(0);
  });

  it('says that there is no room left, and how much is used', async () => {
    const fake = fakeWithTask();
    fakeUploads(fake);
    fake.files.usage = { files: 400, bytes: 5e9, max_bytes: 5e9 };
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    expect(await screen.findByText(/5 GB of 5 GB are used/)).toBeVisible();
    await user.upload(await addFiles(), PICTURE);
    expect(await screen.findByText(/There is no room left for files/)).toBeVisible();
    fake.files.usage.bytes = 1;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(pictures()).toHaveLength(1));
  });

  it('goes with two others at most; the next begins when one is through', async () => {
    const fake = fakeWithTask();
    const { sent, finish } = fakeUploads(fake, 'wait', 'wait', 'wait', 'wait', 'wait');
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    const five = [1, 2, 3, 4, 5].map((n) => new File(['x'], `${n}.png`, { type: 'image/png' }));
    await user.upload(await addFiles(), five);
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(await screen.findAllByRole('progressbar')).toHaveLength(5);
    await user.click(screen.getByRole('button', { name: 'Stop uploading 4.png' }));
    await user.click(screen.getByRole('button', { name: 'Stop uploading 1.png' }));
    await waitFor(() => expect(sent).toHaveLength(4));
    expect((sent[3]?.file as File).name).toBe('5.png');
    finish();
    await waitFor(() => expect(screen.queryAllByRole('progressbar')).toHaveLength(0));
  });

  it('goes again when the network was gone', async () => {
    const fake = fakeWithTask();
    fakeUploads(fake, 0, 204);
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    await user.upload(await addFiles(), PICTURE);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(pictures()).toHaveLength(1));
  });

  it('is removed, after one was asked', async () => {
    const fake = fakeWithTask();
    fake.files.add({
      id: 'f',
      name: 'plan.pdf',
      ref: TASK,
      content_type: 'application/pdf',
      url: '/media/x',
    });
    const { user } = await startApp(fake, { at: `/tasks/${TASK}` });
    await user.click(await screen.findByRole('button', { name: 'Remove plan.pdf' }));
    expect(fake.files.files.size).toBe(1);
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(fake.files.files.size).toBe(0));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'plan.pdf' })).toBeNull());
  });
});

describe('the photo of the profile', () => {
  it('is taken when it is ready, shown in the corner, and taken away', async () => {
    const fake = newFakeApi();
    fakeUploads(fake);
    const { user } = await startApp(fake, { at: '/settings' });
    await user.upload(await screen.findByLabelText('Add a photo'), PICTURE);
    await waitFor(() => expect(fake.account.profile.photo?.id).toBe('file-1'));
    await waitFor(() => expect(pictures().map(({ src }) => src.split('/').at(-1))).toContain('128.webp'));
    expect(await screen.findByRole('img', { name: 'Your photo' })).toHaveAttribute(
      'src',
      expect.stringContaining('512.webp'),
    );
    await user.click(screen.getByRole('button', { name: 'Remove photo' }));
    await waitFor(() => expect(fake.account.profile.photo).toBeNull());
    await waitFor(() => expect(pictures()).toHaveLength(0));
  });

  it('is a picture and nothing else', async () => {
    const fake = newFakeApi();
    fakeUploads(fake);
    const { user } = await startApp(fake, { at: '/settings' });
    const field = await screen.findByLabelText('Add a photo');
    field.removeAttribute('accept'); // what a browser offers may be overruled
    await user.upload(field, new File(['x'], 'plan.pdf', { type: 'application/pdf' }));
    expect(await screen.findByText(/“plan.pdf” is no picture/)).toBeVisible();
    expect(fake.files.files.size).toBe(0);
  });
});
