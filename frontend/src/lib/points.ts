/** What a day in time brings, and more where a streak comes to a milestone: as the server counts (shared/points/items.py). */
export const A_DAY = 10;
export const MILESTONES: Readonly<Record<number, number>> = { 7: 50, 30: 200, 100: 1000 };
