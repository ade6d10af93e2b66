import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { PriceUpdated, SignalGenerated } from './events';
import type { Phase } from './phase';
import type { AccountView, BotView, LiveState, OrderView, PositionView } from './state';
import type { EventsListener, LiveStore } from './store';

const LiveContext = createContext<LiveStore | null>(null);

/** Makes a store known to all components inside. */
export const LiveProvider = LiveContext.Provider;

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (!store) throw new Error('there is no LiveProvider around this component');
  return store;
}

/**
 * Returns a part of the state, and renders again when that part is another one.
 *
 * @param selector has to return the same object as long as nothing has changed: pick, do not build
 */
export function useLive<T>(selector: (state: LiveState) => T): T {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => selector(store.getState()));
}

export function usePhase(): Phase {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.getPhase);
}

export function usePrice(symbol: string): PriceUpdated | undefined {
  return useLive((state) => state.prices.get(symbol));
}

export function useBot(id: string): BotView | undefined {
  return useLive((state) => state.bots.get(id));
}

export function usePosition(bot: string): PositionView | undefined {
  return useLive((state) => state.positions.get(bot));
}

export function useSignal(bot: string): SignalGenerated | undefined {
  return useLive((state) => state.signals.get(bot));
}

export function useBots(): ReadonlyMap<string, BotView> {
  return useLive((state) => state.bots);
}

export function usePositions(): ReadonlyMap<string, PositionView> {
  return useLive((state) => state.positions);
}

/** Open orders, by id. */
export function useOpenOrders(): ReadonlyMap<string, OrderView> {
  return useLive((state) => state.orders);
}

export function useAccounts(): ReadonlyMap<string, AccountView> {
  return useLive((state) => state.accounts);
}

/** Calls the listener with the events of each frame; it has to be the same function from render to render, or is subscribed anew. */
export function useEvents(listener: EventsListener): void {
  const store = useLiveStore();
  useEffect(() => store.onEvents(listener), [store, listener]);
}

