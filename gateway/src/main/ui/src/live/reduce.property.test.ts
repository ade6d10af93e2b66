import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeshEvent } from './events';
import { applyAll } from './reduce';
import { EMPTY_STATE, type LiveState, type SnapshotParts, withSnapshot } from './state';
import { bot, order, priceOf, told } from './testing';

/** A little mesh that knows the truth: it tells each change as an event, and shows everything as REST does. */
class Mesh {
  readonly told: MeshEvent[] = [];
  private readonly bots = new Map(['a', 'b', 'c'].map((id) => [id, bot(id)]));
  private readonly positions = new Map<string, NonNullable<SnapshotParts['positions']>[number]>();
  private readonly orders = new Map<string, ReturnType<typeof order>>();
  private readonly prices = new Map<string, ReturnType<typeof priceOf>>();
  private breakers: NonNullable<SnapshotParts['risk']>['breakers'] = [];
  private count = 0;

  step(kind: number, id: string): void {
    this.count += 1;
    const base = { account: 'main', bot: id, symbol: 'BTCUSDT' };
    const open = [...this.orders.values()].find((known) => known.bot === id);
    if (kind === 0) this.status(id);
    else if (kind === 1) this.place(id);
    else if (kind === 2 && open) this.fill(open.orderId);
    else if (kind === 3 && open) {
      this.orders.delete(open.orderId);
      this.told.push(told('OrderCancelled', { ...base, side: 'BUY', orderId: open.orderId, remaining: '1', reason: '' }));
    } else if (kind === 4) this.position(id);
    else if (kind === 5) this.breaker(id);
    else if (kind === 6) {
      const price = priceOf(id, this.count, this.count);
      this.prices.set(id, price);
      this.told.push(price);
    }
  }

  snapshot(): SnapshotParts {
    return {
      bots: [...this.bots.values()],
      positions: [...this.positions.values()],
      orders: [...this.orders.values()],
      prices: [...this.prices].map(([symbol, price]) => ({ symbol, price, error: null })),
      risk: { accounts: [], breakers: this.breakers, approved: 0, refused: 0 },
      missing: [],
    };
  }

  private status(id: string): void {
    const change = { status: this.count % 2 ? ('PAUSED' as const) : ('RUNNING' as const), reason: String(this.count) };
    this.bots.set(id, { ...this.bots.get(id), ...change } as ReturnType<typeof bot>);
    this.told.push(told('BotStatusChanged', { bot: id, symbol: 'BTCUSDT', ...change }));
  }

  private place(id: string): void {
    const event = told('OrderPlaced', {
      account: 'main',
      bot: id,
      symbol: 'BTCUSDT',
      side: 'BUY',
      orderId: `o${this.count}`,
      orderType: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '3',
      price: '100',
      limitPrice: '99',
      stopPrice: null,
    });
    this.orders.set(event.orderId, order(event.orderId, '3', { bot: id, createdAt: event.time, updatedAt: event.time }));
    this.told.push(event);
  }

  private fill(orderId: string): void {
    const known = this.orders.get(orderId);
    if (!known) return;
    const filled = Number(known.filled) + 1;
    const event = told('OrderFilled', {
      account: 'main',
      bot: known.bot,
      symbol: 'BTCUSDT',
      side: 'BUY',
      orderId,
      fillId: `f${this.count}`,
      quantity: '1',
      price: '99',
      fee: '0',
      remaining: String(3 - filled),
    });
    if (filled === 3) this.orders.delete(orderId);
    else {
      const change = { status: 'PARTIALLY_FILLED' as const, filled: String(filled), updatedAt: event.time };
      this.orders.set(orderId, { ...known, ...change });
    }
    this.told.push(event);
  }

  private position(id: string): void {
    const base = { account: 'main', bot: id, symbol: 'BTCUSDT', quantity: '1', entryPrice: '100' };
    const holds = this.positions.delete(id);
    this.bots.set(id, { ...this.bots.get(id), position: holds ? '0' : '1' } as ReturnType<typeof bot>);
    if (holds) {
      const end = { exitPrice: '1', fees: '0', realised: '0', openedAt: '', reason: '' };
      this.told.push(told('PositionClosed', { ...base, ...end }));
      return;
    }
    const open = { entryFee: '0', stopPrice: null, targetPrice: null };
    const event = told('PositionOpened', { ...base, ...open });
    this.positions.set(id, { ...base, ...open, markPrice: '100', unrealised: '0', openedAt: event.time });
    this.told.push(event);
  }

  private breaker(id: string): void {
    const which = { breaker: `losses:${id}`, scope: 'BOT' as const, subject: id };
    if (this.breakers.some((open) => open.breaker === which.breaker)) {
      this.breakers = this.breakers.filter((open) => open.breaker !== which.breaker);
      this.told.push(told('CircuitBreakerReset', { ...which, reason: '' }));
      return;
    }
    const event = told('CircuitBreakerFired', { ...which, rule: 'losses', value: '8', limit: '8', until: null });
    const view = { ...which, rule: 'losses', value: '8', limit: '8', until: null, firedAt: event.time };
    this.breakers = [...this.breakers, view];
    this.told.push(event);
  }
}

/** What can be compared: the lists of a snapshot have no order. */
function comparable(state: LiveState) {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const orders = sorted(state.orders).map(([id, { filled, status, bot: owner }]) => ({ id, filled, status, owner }));
  return {
    bots: sorted(state.bots),
    positions: sorted(state.positions),
    orders,
    prices: sorted(state.prices),
    breakers: state.risk.breakers.map((open) => open.breaker).sort(),
  };
}

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('a', 'b', 'c')), { maxLength: 60 });
const fresh = (mesh: Mesh) => withSnapshot(EMPTY_STATE, mesh.snapshot());

describe('a snapshot and the events around it', () => {
  it('give what a fresh snapshot gives, also if the snapshot holds some of the events already', () => {
    fc.assert(
      fc.property(steps, steps, steps, (before, whileAsked, after) => {
        const mesh = new Mesh();
        for (const [kind, id] of before) mesh.step(kind, id);
        const subscribedAt = mesh.told.length;
        for (const [kind, id] of whileAsked) mesh.step(kind, id);
        const snapshot = mesh.snapshot();
        for (const [kind, id] of after) mesh.step(kind, id);
        const state = applyAll(withSnapshot(EMPTY_STATE, snapshot), mesh.told.slice(subscribedAt));
        expect(comparable(state)).toEqual(comparable(fresh(mesh)));
      }),
    );
  });

  it('are not changed by what is told again, from any earlier event on', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (all, from) => {
        const mesh = new Mesh();
        const start = fresh(mesh);
        for (const [kind, id] of all) mesh.step(kind, id);
        const once = applyAll(start, mesh.told);
        const twice = applyAll(once, mesh.told.slice(mesh.told.length ? from % mesh.told.length : 0));
        expect(comparable(twice)).toEqual(comparable(once));
        expect(comparable(once)).toEqual(comparable(fresh(mesh)));
      }),
    );
  });

  it('are the same however the events are batched', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 10 }), (all, size) => {
        const mesh = new Mesh();
        const start = fresh(mesh);
        for (const [kind, id] of all) mesh.step(kind, id);
        let batched = start;
        for (let at = 0; at < mesh.told.length; at += size) batched = applyAll(batched, mesh.told.slice(at, at + size));
        expect(batched).toEqual(applyAll(start, mesh.told));
      }),
    );
  });
});
