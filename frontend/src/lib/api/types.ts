import type { components } from './schema';

/** The API's shapes under the names that the app uses; `schema.d.ts` is made from docs/openapi.json before each build. */
type Schemas = components['schemas'];

export type WeekStart = 1 | 6 | 7;
/** An answer always names the days; only what is sent may leave them out. */
export type Reminder = Required<Schemas['Reminder']>;
export type Habit = Omit<Schemas['Habit'], 'reminders'> & { reminders: Reminder[] };
export type Schedule = Habit['schedule'];
export type Colour = Habit['colour'];
export type Checkin = Schemas['Checkin'];
export type Status = NonNullable<Checkin['status']>;
export type Summary = Schemas['Summary'];
export type WeekDay = Schemas['WeekDay'];
export type TodayHabit = Omit<Schemas['TodayHabit'], 'habit'> & { habit: Habit };
export type Today = Omit<Schemas['Today'], 'habits'> & { habits: TodayHabit[] };
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
  | 'end_date'
  | 'description'
  | 'group'
  | 'reminders'
>;

/** When habits rest: all of them, or those named. Without an end until further notice. */
export type Vacation = Omit<Schemas['Vacation'], 'created_at' | 'updated_at'>;

/** The single amounts of a numeric day; `base` is what was recorded as a whole before them. */
export type Entries = {
  items: (Omit<Schemas['Entry'], 'edited_at'> & { edited_at: string | null })[];
  base: number | null;
};

export type * from './analytics';
export type * from './files';
export type * from './insights';
export type * from './notes';
export type * from './notifications';
export type * from './rewards';
export type * from './security';
export type * from './tasks';
export type * from './transfer';
