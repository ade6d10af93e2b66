import type { CandleClosed, ToldEvent } from './events';
import { type LiveState, MOST_CANDLES, MOST_RECENT } from './state';

type MapName = 'bots' | 'positions' | 'orders' | 'accounts' | 'feeds' | 'prices' | 'signals';
type ValueOf<N extends MapName> = LiveState[N] extends ReadonlyMap<string, infer V> ? V : never;

/** A state in the making: each map is copied at most once, however many events change it. */
export class Draft {
  private state: LiveState;
  private readonly copies = new Map<MapName, Map<string, unknown>>();
  private readonly told: ToldEvent[] = [];
  private readonly candles: CandleClosed[] = [];

  constructor(private readonly before: LiveState) {
    this.state = before;
  }

  get current(): LiveState {
    return this.state;
  }

  set<N extends MapName>(name: N, key: string, value: ValueOf<N>): void {
    this.copy(name).set(key, value);
  }

  delete(name: MapName, key: string): void {
    if (this.state[name].has(key)) this.copy(name).delete(key);
  }

  /** Changes what is known under a key; what is not known stays so. */
  change<N extends MapName>(name: N, key: string, change: Partial<ValueOf<N>>): void {
    const value = this.state[name].get(key) as ValueOf<N> | undefined;
    if (value && differs(value, change)) this.set(name, key, { ...value, ...change });
  }

  changeRisk(change: Partial<LiveState['risk']>): void {
    this.state = { ...this.state, risk: { ...this.state.risk, ...change } };
  }

  tell(event: ToldEvent): void {
    if (event.type === 'CandleClosed') this.candles.push(event);
    else this.told.push(event);
  }

  done(): LiveState {
    if (this.candles.length) {
      this.state = { ...this.state, candles: [...this.before.candles, ...this.candles].slice(-MOST_CANDLES) };
    }
    if (this.told.length) {
      const recent = [...this.before.recent, ...this.told].slice(-MOST_RECENT);
      this.state = { ...this.state, recent, heard: this.before.heard + this.told.length };
    }
    return this.state;
  }

  private copy<N extends MapName>(name: N): Map<string, ValueOf<N>> {
    let copy = this.copies.get(name);
    if (!copy) {
      copy = new Map<string, unknown>(this.state[name]);
      this.copies.set(name, copy);
      this.state = { ...this.state, [name]: copy };
    }
    return copy as Map<string, ValueOf<N>>;
  }
}

function differs<T extends object>(value: T, change: Partial<T>): boolean {
  return (Object.keys(change) as (keyof T)[]).some((key) => value[key] !== change[key]);
}
