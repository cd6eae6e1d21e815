import type { Profile, Vacation } from '@/lib/api/types';
import type { FakeFiles } from './fakeFiles';
import type { FakeStore } from './fakeStore';
import { withoutStamp, type Context, type Reply } from './reply';

export const ADA = { email: 'ada@example.org', name: 'Ada', timezone: 'Europe/London', day_start_hour: 0 };

/** The person: profile, devices and vacations. */
export class FakeAccount {
  profile: Profile;
  readonly devices = new Map<string, string>();

  constructor(
    private readonly store: FakeStore,
    userId: string,
    private readonly files: FakeFiles,
  ) {
    this.profile = {
      id: userId,
      ...ADA,
      week_start: 1,
      language: null,
      photo: null,
      created_at: '2026-01-01T00:00:00Z',
    };
  }

  users({ request, body }: Context): Reply {
    if (request.method === 'PATCH') this.profile = { ...this.profile, ...withoutStamp(body) };
    if (request.method === 'PATCH' && 'photo' in body)
      this.profile.photo = this.files.photo(body['photo'] as string | null);
    return { body: this.profile };
  }

  device({ body, parts }: Context): Reply {
    this.devices.set(parts[1] ?? '', String(body['name']));
    return { status: 204 };
  }

  vacations({ request, body, parts }: Context): Reply {
    const { vacations } = this.store;
    if (request.method === 'GET') return { body: { items: vacations } };
    const others = vacations.filter(({ id }) => id !== (parts[1] ?? body['id']));
    if (request.method === 'DELETE') {
      this.store.vacations = others;
      return { status: 204 };
    }
    const known = vacations.find(({ id }) => id === parts[1]);
    const saved = { ...known, ...withoutStamp(body) } as Vacation;
    this.store.vacations = [...others, saved];
    return { status: known ? 200 : 201, body: saved };
  }
}
