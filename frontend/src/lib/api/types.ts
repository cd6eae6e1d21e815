import type { components } from './schema';

/** The API's shapes under the names that the app uses; `schema.d.ts` is made from docs/openapi.json before each build. */
type Schemas = components['schemas'];

export type Reminder = { time: string; days?: number[] };
export type WeekStart = 1 | 6 | 7;
/** The start of the week need not be said: the server takes Monday. */
type Loose<S> = S extends { type: 'times' } ? Omit<S, 'week_start'> & { week_start?: WeekStart } : S;
export type Schedule = Loose<Schemas['Habit']['schedule']>;
export type Habit = Omit<Schemas['Habit'], 'schedule' | 'group' | 'reminders'> & {
  schedule: Schedule;
  group?: string | null;
  reminders?: Reminder[];
};
export type Colour = Habit['colour'];
export type Checkin = Schemas['Checkin'];
export type Status = NonNullable<Checkin['status']>;
export type Summary = Schemas['Summary'];
export type WeekDay = Schemas['WeekDay'];
export type TodayHabit = Omit<Schemas['TodayHabit'], 'habit'> & { habit: Habit };
export type Today = Omit<Schemas['Today'], 'habits'> & { habits: TodayHabit[] };
export type Stats = Schemas['Stats'];
export type Profile = Schemas['Profile'] & { week_start?: WeekStart; language?: 'en' | 'de' | null };
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
  | 'end_date'
  | 'description'
> & { group: string | null; reminders: Reminder[] };

/** When habits rest: all of them, or those named. Without an end until further notice. */
export type Vacation = {
  id: string;
  start_date: string;
  end_date: string | null;
  habit_ids: string[] | null;
  note: string | null;
};
