import type { components } from './schema';

type Schemas = components['schemas'];

/** A week, month, quarter or year of one habit; `due` counts days or, for n times a period, what was wanted. */
export type Completion = Schemas['PeriodCount'];
export type Stats = Schemas['Stats'];

/** Why the score changed between two days; the reasons' changes add up to `change`. */
export type ScoreChange = Schemas['ScoreChange'];
export type ScoreReason = ScoreChange['reasons'][number]['reason'];

/** One edit of a habit: of a day (`from` and `to` are its status and value) or of fields. */
export type LoggedEdit = Schemas['LoggedEdit'];
export type EditPage = Schemas['EditPage'];

/** All habits over a week, a month or a year. */
export type Overview = Schemas['Overview'];
export type OverviewHabit = Schemas['OverviewHabit'];
export type Period = Overview['period'];
