import { get } from '@/api/client';
import { type Loaded, useLoad } from '@/api/useLoad';
import type { Schemas } from '@/live';

export type SymbolRules = Schemas['SymbolRules'];

/** Reads which symbols there are, and their rules. */
export function useSymbols(): Loaded<readonly SymbolRules[]> {
  return useLoad(async (signal) => (await get<Schemas['SymbolPage']>('/symbols', { signal })).items, []);
}
