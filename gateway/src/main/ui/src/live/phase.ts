/** How the connection to the gateway is. */
export type Phase =
  /** The first attempt is under way. */
  | { readonly name: 'connecting' }
  | { readonly name: 'live' }
  /** Connection lost; what is shown is of `since`. */
  | { readonly name: 'reconnecting'; readonly since: number; readonly retryAt: number; readonly reason: string }
  /** The gateway does not know who asks. */
  | { readonly name: 'signed-out' };

/** Without any sign of life for so long, three of the server's heartbeats, a connection counts as dead. */
export const SILENT_MILLIS = 30_000;
