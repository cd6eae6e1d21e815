import type { components } from './schema';

type Schemas = components['schemas'];

/** The last twelve weeks in figures. */
export type WeeksSummary = Schemas['AnalyticsSummary'];
/** This week's points of those who take part; `me` is null for who does not. */
export type Leaderboard = Schemas['Leaderboard'];
