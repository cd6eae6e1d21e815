import type { components } from './schema';

type Schemas = components['schemas'];

/** What can be ordered: a freeze, a theme, or a reward of one's own. */
export type Reward = Schemas['Reward'];
export type RewardCreate = Schemas['RewardCreate'];
export type RewardChange = Schemas['RewardChange'];

/** Points, freezes and themes as far as they are known without the database. */
export type Points = Schemas['Points'];
/** What can be spent, from the ledger. */
export type Balance = Schemas['Balance'];

export type Order = Schemas['Order'];
export type OrderState = Order['state'];
export type OrderPage = Schemas['OrderPage'];

/** A day after it was frozen or freed. */
export type FreezeResult = Schemas['FreezeResult'];
