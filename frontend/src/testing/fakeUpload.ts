import { vi } from 'vitest';
import type { FakeApi } from './fakeApi';

type Sent = { url: string; names: string[]; file: unknown };

/**
 * Stands in for S3, which the app reaches by XMLHttpRequest: each upload is kept in `sent`. `statuses` are what it answers
 * in turn (0: the network is gone, 'wait': not until `finish`), then 204.
 */
export function fakeUploads(fake: FakeApi, ...statuses: (number | 'wait')[]) {
  const sent: Sent[] = [];
  const waiting: (() => void)[] = [];
  class FakeRequest extends EventTarget {
    readonly upload = new EventTarget();
    status = 0;
    private url = '';
    private aborted = false;

    open(_method: string, url: string): void {
      this.url = url;
    }

    abort(): void {
      this.aborted = true;
    }

    send(body: FormData): void {
      sent.push({ url: this.url, names: [...body.keys()], file: body.get('file') });
      this.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 1, total: 4 }));
      const status = statuses.shift() ?? 204;
      if (status === 'wait') waiting.push(() => void this.answer(204));
      else void this.answer(status);
    }

    private async answer(status: number): Promise<void> {
      await Promise.resolve();
      if (this.aborted) return;
      this.status = status;
      if (status === 204)
        await fake.handle(new Request(new URL(this.url, location.origin), { method: 'POST' }));
      this.dispatchEvent(new Event(status === 0 ? 'error' : 'load'));
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  return { sent, finish: () => waiting.splice(0).forEach((go) => go()) };
}
