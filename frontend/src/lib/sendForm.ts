import { ApiError, NetworkError } from '@/lib/api/errors';
import { undisturbed } from '@/lib/pwa/busy';

export type Sending = { done: Promise<void>; abort: () => void };

/**
 * Sends a file as S3's form wants it: its fields first, the file last. `fetch` tells nothing of what has gone. No new
 * version of the app breaks it off.
 * @param onPart told how much of it has gone (0–1).
 * @returns `done` rejects with ApiError when S3 said no, NetworkError when the upload was cut off; never after `abort`.
 */
export function sendForm(
  { url, fields }: { url: string; fields: Record<string, string> },
  file: Blob,
  onPart: (part: number) => void,
): Sending {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  body.append('file', file);
  const request = new XMLHttpRequest();
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (total > 0) onPart(loaded / total);
  });
  const done = new Promise<void>((resolve, reject) => {
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ApiError(new Response(null, { status: request.status }), null));
    });
    request.addEventListener('error', () => reject(new NetworkError('the upload was cut off')));
  });
  const end = new Promise<void>((resolve) => {
    request.addEventListener('loadend', () => resolve());
    done.then(resolve, () => resolve());
  });
  void undisturbed(() => end);
  request.open('POST', url);
  request.send(body);
  return { done, abort: () => request.abort() };
}
