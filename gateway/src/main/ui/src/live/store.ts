import type { MeshEvent } from './events';
import { Measure } from './measure';
import type { FromHub, PagePort } from './messages';
import type { Phase } from './phase';
import { applyAll } from './reduce';
import { EMPTY_STATE, type LiveState, type PartName } from './state';

/** What the store needs of the page. */
export interface PageOutside {
  readonly isHidden: () => boolean;
  readonly onVisibility: (listener: () => void) => void;
  readonly onLeave: (listener: () => void) => void;
  readonly requestFrame: (run: () => void) => void;
  /** Runs after the frame under way is on the screen. */
  readonly afterPaint: (run: () => void) => void;
  readonly now: () => number;
}

/**
 * Hears the events of a frame.
 *
 * @param events in their order; empty when `resynced`
 * @param resynced whether everything was read anew, so that events may have been missed
 */
export type EventsListener = (events: readonly MeshEvent[], resynced: boolean) => void;

const MOST_PENDING = 50_000;

/** What a page knows of the mesh. Changes at most once per frame, and not at all in the background. */
export class LiveStore {
  readonly measure = new Measure();
  private state: LiveState = EMPTY_STATE;
  private phase: Phase = { name: 'connecting' };
  private readonly listeners = new Set<() => void>();
  private readonly eventsListeners = new Set<EventsListener>();
  private pending: FromHub[] = [];
  private framed = false;
  private shown = false;

  constructor(
    private readonly port: PagePort,
    private readonly outside: PageOutside,
  ) {
    port.onmessage = ({ data }) => this.receive(data);
    outside.onVisibility(() => this.visibility());
    outside.onLeave(() => {
      this.shown = false;
      port.postMessage({ kind: 'leave' });
    });
    this.visibility();
  }

  readonly getState = (): LiveState => this.state;

  readonly getPhase = (): Phase => this.phase;

  /** Calls the listener after each change, once per frame. Returns how to end that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls the listener with the events of each frame. Returns how to end that. */
  readonly onEvents = (listener: EventsListener): (() => void) => {
    this.eventsListeners.add(listener);
    return () => this.eventsListeners.delete(listener);
  };

  /** Connects now: after signing in, or because somebody does not want to wait. */
  connect(): void {
    this.port.postMessage({ kind: 'connect' });
  }

  /** Forgets everything, in all tabs: after signing out. */
  signOut(): void {
    this.port.postMessage({ kind: 'sign-out' });
  }

  /** Reads parts anew: after a command that no event tells about. */
  reload(...parts: PartName[]): void {
    this.port.postMessage({ kind: 'reload', parts });
  }

  private visibility(): void {
    const show = !this.outside.isHidden();
    if (show === this.shown) return;
    this.shown = show;
    this.pending = [];
    this.measure.skip();
    this.port.postMessage({ kind: show ? 'show' : 'hide' });
  }

  private receive(message: FromHub): void {
    if (!this.shown) return;
    // A state holds all that came before it.
    if (message.kind === 'state' || this.pending.length > MOST_PENDING) this.pending = [];
    this.pending.push(message);
    if (message.kind === 'events' && message.at !== null) this.measure.delivered(message.events, message.at);
    if (this.framed) return;
    this.framed = true;
    this.outside.requestFrame(() => this.frame());
  }

  private frame(): void {
    this.framed = false;
    const messages = this.pending;
    this.pending = [];
    if (!messages.length) return;
    const events: MeshEvent[] = [];
    let resynced = false;
    for (const message of messages) {
      if (message.kind === 'events') events.push(...message.events);
      else if (message.kind === 'state') resynced = true;
      this.fold(message);
    }
    this.listeners.forEach((listener) => listener());
    this.eventsListeners.forEach((listener) => listener(events, resynced));
    const painted = this.measure.applied(this.outside.now());
    if (painted) this.outside.afterPaint(() => painted(this.outside.now()));
  }

  private fold(message: FromHub): void {
    switch (message.kind) {
      case 'state':
        this.state = message.state;
        this.phase = message.phase;
        return;
      case 'events':
        this.state = applyAll(this.state, message.events);
        return;
      case 'patch':
        this.state = { ...this.state, ...message.patch };
        return;
      case 'phase':
        this.phase = message.phase;
    }
  }
}
