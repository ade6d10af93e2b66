import { useEffect, useState } from 'react';
import { get } from './client';
import type { ProblemError } from './http';
import type { PageOf, Strategy, SymbolRules } from './types';
import { asProblem, type Loaded } from './useLoad';

/** What does not change while Tickmesh runs is read once and shared; a failure is forgotten, so that the next one asks again. */
class Catalogue<T> {
  private reading: Promise<T> | undefined;
  private known: T | undefined;
  private readonly read: () => Promise<T>;

  constructor(read: () => Promise<T>) {
    this.read = read;
  }

  get value(): T | undefined {
    return this.known;
  }

  load(): Promise<T> {
    this.reading ??= this.read().then(
      (value) => (this.known = value),
      (cause: unknown) => {
        this.reading = undefined;
        throw cause;
      },
    );
    return this.reading;
  }
}

const items =
  <T>(path: string) =>
  async () =>
    (await get<PageOf<T>>(path)).items;

const symbols = new Catalogue(items<SymbolRules>('/symbols'));
const strategies = new Catalogue(items<Strategy>('/strategies'));

function useCatalogue<T>(catalogue: Catalogue<T>): Loaded<T> {
  const [data, setData] = useState(catalogue.value);
  const [error, setError] = useState<ProblemError>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    catalogue.load().then(
      (value) => {
        if (wanted) setData(value);
      },
      (cause: unknown) => {
        if (wanted) setError(asProblem(cause));
      },
    );
    return () => {
      wanted = false;
    };
  }, [catalogue, turn]);
  return { data, error, loading: data === undefined, reload: () => setTurn((n) => n + 1) };
}

/** The symbols that are traded, with what the exchange demands of their orders. */
export function useSymbols(): Loaded<SymbolRules[]> {
  return useCatalogue(symbols);
}

/** The rules of one symbol; undefined until they have been read, or if there is no such symbol. */
export function useSymbolRules(symbol: string | undefined): SymbolRules | undefined {
  return useSymbols().data?.find((rules) => rules.symbol === symbol);
}

/** The strategies that bots can follow, with their parameters. */
export function useStrategies(): Loaded<Strategy[]> {
  return useCatalogue(strategies);
}
