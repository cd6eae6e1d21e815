import type { components } from './schema';

type Schemas = components['schemas'];

/** How well an account is kept, as far as its owner is told. */
export type Security = Schemas['Security'];
/** A place where the person is logged in. */
export type OpenSession = Schemas['OpenSession'];
/** What an authenticator app has to know. */
export type Enrolment = Schemas['Enrolment'];

/** A key for the person's own programs. */
export type AccessToken = Schemas['AccessToken'];
export type TokenRequest = Schemas['TokenRequest'];
export type Scope = TokenRequest['scopes'][number];
export type MadeAccessToken = Schemas['NewAccessToken'];

/** Something that happened to an account's safety. */
export type SecurityEvent = Schemas['SecurityEvent'];
export type SecurityEventPage = Schemas['SecurityEvents'];
