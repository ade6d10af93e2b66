import { BROWSER, Connection, type ConnectionOutside } from './connection';
import { isMeshEventType, type MeshEvent } from './events';
import type { Frame } from './frames';
import type { FromHub, HubPort, ToHub } from './messages';
import { Parts } from './parts';
import type { Phase } from './phase';
import { applyAll } from './reduce';
import { PART_PATHS, wishesOf } from './reload';
import { Seen } from './seen';
import { EMPTY_STATE, type LiveState, type PartName, type SnapshotParts, withSnapshot } from './state';

const EVENTS_URL = '/api/v1/events?snapshot=true';
const SNAPSHOT_MILLIS = 3_000;
const SETTLED_MILLIS = 2_000;
const ALL_PARTS = Object.keys(PART_PATHS) as PartName[];

const SLICES: Readonly<Record<PartName, keyof LiveState>> = {
  bots: 'bots',
  positions: 'positions',
  orders: 'orders',
  portfolio: 'accounts',
  risk: 'risk',
  feeds: 'feeds',
  prices: 'prices',
};

/**
 * Owns the one connection of a browser and what is known, and tells the pages that are in the foreground. It lives in a shared worker,
 * so that many tabs take one connection, or in the page itself where there are no shared workers.
 */
export class Hub {
  private state: LiveState = EMPTY_STATE;
  private phase: Phase = { name: 'connecting' };
  private readonly watching = new Set<HubPort>();
  private readonly connection: Connection;
  private readonly parts: Parts;
  private seen = new Seen();
  private started = false;
  private liveSince = 0;
  private snapshotTimer = 0;
  /** Whether the parts were asked for because no snapshot came. */
  private withoutSnapshot = false;

  constructor(private readonly outside: ConnectionOutside = BROWSER) {
    this.connection = new Connection(
      EVENTS_URL,
      { frames: (frames) => this.frames(frames), phase: (phase) => this.changePhase(phase) },
      outside,
    );
    this.parts = new Parts((change, parts) => this.patch(change, parts), outside);
  }

  /** Takes in a page. */
  attach(port: HubPort): void {
    port.onmessage = ({ data }) => this.hear(port, data);
  }

  private hear(port: HubPort, message: ToHub): void {
    switch (message.kind) {
      case 'show':
        this.watching.add(port);
        port.postMessage({ kind: 'state', state: this.state, phase: this.phase });
        this.start();
        break;
      case 'hide':
      case 'leave':
        this.watching.delete(port);
        break;
      case 'connect':
        // Other pages share this connection: one that works is left alone.
        if (this.started && this.phase.name !== 'live') this.connection.connect();
        this.start();
        break;
      case 'sign-out':
        this.connection.stop();
        this.changePhase({ name: 'signed-out' });
        break;
      case 'reload':
        this.reload(message.parts);
        break;
    }
  }

  private start(): void {
    if (this.started) return;
    this.started = true;
    this.connection.connect();
  }

  private changePhase(phase: Phase): void {
    this.phase = phase;
    if (phase.name === 'live') {
      this.liveSince = this.outside.now();
      if (!this.state.loaded) this.awaitSnapshot();
    }
    if (phase.name === 'signed-out') this.forget();
    this.tell({ kind: 'phase', phase });
  }

  private frames(frames: readonly Frame[]): void {
    let events: MeshEvent[] = [];
    for (const frame of frames) {
      if (isMeshEventType(frame.event)) {
        const event = JSON.parse(frame.data) as MeshEvent;
        if (event.type === 'PriceUpdated' || this.seen.isNew(event.id)) events.push(event);
        continue;
      }
      this.take(events);
      events = [];
      this.notice(frame);
    }
    this.take(events);
  }

  private notice(frame: Frame): void {
    if (frame.event === 'snapshot') this.snapshot(JSON.parse(frame.data) as SnapshotParts);
    if (frame.event === 'reset') {
      this.missed();
      this.awaitSnapshot();
    }
    if (frame.event === 'dropped') {
      this.missed();
      this.reload(ALL_PARTS);
    }
  }

  private missed(): void {
    const patch = { gapAt: this.outside.now() };
    this.state = { ...this.state, ...patch };
    this.tell({ kind: 'patch', patch });
  }

  private take(events: readonly MeshEvent[]): void {
    if (!events.length) return;
    for (const event of events) wishesOf(event, this.state).forEach((wish) => this.parts.want(wish));
    this.state = applyAll(this.state, events);
    this.parts.heard(events);
    const now = this.outside.now();
    this.tell({ kind: 'events', events, at: now - this.liveSince > SETTLED_MILLIS ? now : null });
  }

  private snapshot(parts: SnapshotParts): void {
    this.outside.clearTimeout(this.snapshotTimer);
    this.state = withSnapshot(this.state, parts);
    this.tell({ kind: 'state', state: this.state, phase: this.phase });
    for (const part of ALL_PARTS) {
      if (this.state.missing.includes(part)) this.parts.want({ part, afterMillis: SNAPSHOT_MILLIS });
    }
  }

  private patch(change: (state: LiveState) => LiveState, parts: readonly PartName[]): void {
    if (this.phase.name === 'signed-out') return;
    const loaded = this.state.loaded || this.withoutSnapshot;
    const absent = loaded && !this.state.loaded ? ALL_PARTS : this.state.missing;
    const missing = absent.filter((part) => !parts.includes(part as PartName));
    this.state = { ...change(this.state), missing, loaded };
    const patch: Partial<LiveState> = { missing, loaded };
    for (const part of parts) Object.assign(patch, { [SLICES[part]]: this.state[SLICES[part]] });
    this.tell({ kind: 'patch', patch });
  }

  /** A snapshot that does not come in time is asked for in parts. */
  private awaitSnapshot(): void {
    this.outside.clearTimeout(this.snapshotTimer);
    this.withoutSnapshot = false;
    this.snapshotTimer = this.outside.setTimeout(() => {
      this.withoutSnapshot = true;
      this.reload(ALL_PARTS);
    }, SNAPSHOT_MILLIS);
  }

  private reload(parts: readonly PartName[]): void {
    for (const part of parts) this.parts.want({ part, afterMillis: 0 });
  }

  private forget(): void {
    this.outside.clearTimeout(this.snapshotTimer);
    this.parts.forget();
    this.seen = new Seen();
    this.state = EMPTY_STATE;
    this.tell({ kind: 'state', state: this.state, phase: this.phase });
  }

  private tell(message: FromHub): void {
    this.watching.forEach((port) => port.postMessage(message));
  }
}
