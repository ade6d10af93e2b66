import type { components } from './schema';

/** Everything that the API talks about, as its description says. */
export type Schemas = components['schemas'];

export type Bot = Schemas['Bot'];
export type BotStatus = Schemas['BotStatus'];
export type NewBot = Schemas['NewBot'];
export type Strategy = Schemas['Strategy'];
export type StrategyParameter = Schemas['StrategyParameter'];
export type Position = Schemas['Position'];
export type Order = Schemas['Order'];
export type Fill = Schemas['Fill'];
export type Signal = Schemas['Signal'];
export type SymbolRules = Schemas['SymbolRules'];
export type Account = Schemas['Account'];

/** A page of a list. */
export type PageOf<T> = { items: T[]; next: string | null };
