import type { Notification, NotificationPreferences } from '@/lib/api/types';
import { wrongCode } from './fakeAuth';
import { notFound, problem, type Context, type Reply } from './reply';

const CODE = '123456';
type Channels = NotificationPreferences['channels'];

/** The inbox, what one wants to be told, and the telephone number. */
export class FakeNotifications {
  /** Newest first. */
  items: Notification[] = [];
  preferences: NotificationPreferences = {
    channels: {
      reminder: { in_app: true, mail: true, sms: false, push: false },
      milestone: { in_app: true, mail: false, sms: false, push: false },
      order: { in_app: true, mail: false, sms: false, push: false },
      digest: { mail: false },
    },
    quiet_hours: null,
    phone: null,
    sms_available: true,
    mail_problem: null,
  };
  /** Browsers that show what is told, by name. */
  devices = new Map<string, unknown>();
  /** The number that waits for its code. */
  nextNumber: string | null = null;

  get unread(): number {
    return Math.min(100, this.items.filter(({ read }) => !read).length);
  }

  /** @param hoursAgo also makes the id, so that later ones have greater ones. */
  tell(hoursAgo: number, item: Partial<Notification> & Pick<Notification, 'kind' | 'title'>): Notification {
    const at = new Date(Date.now() - hoursAgo * 3_600_000);
    const id = `01J${String(at.getTime()).padStart(23, '0')}`;
    const told = { id, at: at.toISOString(), read: false, text: '', ref: {}, ...item };
    this.items = [told, ...this.items].sort((one, other) => (one.id < other.id ? 1 : -1));
    return told;
  }

  answer(context: Context): Reply {
    const { request, parts, body } = context;
    const [, part, what] = parts;
    if (part === undefined) return this.page(context);
    if (part === 'unread') return { body: { unread: this.unread } };
    if (part === 'preferences') return this.ofPreferences(context);
    if (part === 'phone') return this.phone(context);
    if (part === 'push-key') return { body: { key: 'BKey' } };
    if (part === 'devices') return this.device(context);
    if (request.method !== 'PUT') return notFound();
    if (part === 'read') return this.mark((id) => id <= String(body['until']));
    return what === 'read' && this.items.some(({ id }) => id === part)
      ? this.mark((id) => id === part)
      : notFound();
  }

  private page({ url }: Context): Reply {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const end = start + Number(url.searchParams.get('limit') ?? 30);
    const next_cursor = end < this.items.length ? String(end) : null;
    return { body: { items: this.items.slice(start, end), next_cursor, unread: this.unread } };
  }

  private mark(isRead: (id: string) => boolean): Reply {
    this.items = this.items.map((item) => (isRead(item.id) ? { ...item, read: true } : item));
    return { status: 204 };
  }

  private ofPreferences({ request, body }: Context): Reply {
    if (request.method === 'PATCH') {
      const { channels: wanted = {}, ...rest } = body as { channels?: Partial<Channels> };
      const channels = { ...this.preferences.channels };
      for (const kind of Object.keys(wanted) as (keyof Channels)[])
        Object.assign(channels, { [kind]: { ...channels[kind], ...wanted[kind] } });
      this.preferences = { ...this.preferences, ...rest, channels };
    }
    return { body: this.preferences };
  }

  private device({ request, parts, body }: Context): Reply {
    const name = parts[2] ?? '';
    if (request.method === 'PUT') this.devices.set(name, body);
    else this.devices.delete(name);
    return { status: 204 };
  }

  private phone({ request, body, parts }: Context): Reply {
    if (request.method === 'DELETE') this.preferences = { ...this.preferences, phone: null };
    else if (parts[2] === 'verify') {
      if (body['code'] !== CODE || this.nextNumber === null) return wrongCode();
      this.preferences = { ...this.preferences, phone: { number: this.nextNumber, verified: true } };
    } else if (String(body['number']).endsWith('000'))
      return problem(422, 'invalid', 'Choose another number.', [
        { pointer: '/number', detail: 'cannot be reached by text message' },
      ]);
    else this.nextNumber = String(body['number']);
    return { status: 204 };
  }
}
