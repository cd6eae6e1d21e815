import type { components } from './schema';

/** The API's shapes under the names that the app uses; `schema.d.ts` is made from docs/openapi.json before each build. */
type Schemas = components['schemas'];

export type Habit = Schemas['Habit'];
export type Schedule = Habit['schedule'];
export type Colour = Habit['colour'];
export type Checkin = Schemas['Checkin'];
export type Status = NonNullable<Checkin['status']>;
export type Summary = Schemas['Summary'];
export type WeekDay = Schemas['WeekDay'];
export type TodayHabit = Schemas['TodayHabit'];
export type Today = Schemas['Today'];
export type Stats = Schemas['Stats'];
export type Profile = Schemas['Profile'];
export type SignUp = Schemas['SignUp'];

/** What the form of a habit fills in. */
export type HabitInput = Pick<
  Habit,
  | 'name'
  | 'question'
  | 'kind'
  | 'unit'
  | 'target'
  | 'target_type'
  | 'schedule'
  | 'colour'
  | 'icon'
  | 'start_date'
>;
