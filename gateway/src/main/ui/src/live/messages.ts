import type { MeshEvent } from './events';
import type { Phase } from './phase';
import type { LiveState, PartName } from './state';

/** What the hub tells a page. */
export type FromHub =
  /** Everything, to a page that begins or comes back to the foreground. */
  | { readonly kind: 'state'; readonly state: LiveState; readonly phase: Phase }
  /** @property at when they were read from the connection, epoch milliseconds; null when they are not news (resumed) */
  | { readonly kind: 'events'; readonly events: readonly MeshEvent[]; readonly at: number | null }
  /** Parts of the state that were read anew. */
  | { readonly kind: 'patch'; readonly patch: Partial<LiveState> }
  | { readonly kind: 'phase'; readonly phase: Phase };

/** What a page tells the hub. */
export type ToHub =
  /** Begins, or comes back to the foreground: wants everything once, and then what changes. */
  | { readonly kind: 'show' }
  /** Goes to the background: wants nothing. */
  | { readonly kind: 'hide' }
  | { readonly kind: 'leave' }
  /** Somebody signed in, or wants to try again now. */
  | { readonly kind: 'connect' }
  /** Somebody signed out: what is known is forgotten. */
  | { readonly kind: 'sign-out' }
  /** A command changed these. */
  | { readonly kind: 'reload'; readonly parts: readonly PartName[] };

/** One end of a channel between a page and the hub: a MessagePort, as far as it is needed. */
export interface HubPort {
  postMessage(message: FromHub): void;
  onmessage: ((message: MessageEvent<ToHub>) => void) | null;
}

export interface PagePort {
  postMessage(message: ToHub): void;
  onmessage: ((message: MessageEvent<FromHub>) => void) | null;
}
