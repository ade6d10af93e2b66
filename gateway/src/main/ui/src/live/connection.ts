import { type Frame, FrameReader } from './frames';
import { type Phase, SILENT_MILLIS } from './phase';

const FIRST_RETRY_MILLIS = 1_000;
const LONGEST_RETRY_MILLIS = 20_000;
const WATCH_MILLIS = 5_000;
/** A timer that is so late means that the machine slept, or that the tab was frozen. */
const SLEPT_MILLIS = 20_000;
const CONNECT_TIMEOUT_MILLIS = 15_000;

export interface ConnectionOutside {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimeout: (run: () => void, millis: number) => number;
  readonly clearTimeout: (timer: number) => void;
}

export interface ConnectionListener {
  frames(frames: readonly Frame[]): void;
  phase(phase: Phase): void;
}

export const BROWSER: ConnectionOutside = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (run, millis) => Number(setTimeout(run, millis)),
  clearTimeout: (timer) => clearTimeout(timer),
};

/**
 * Keeps the event stream open: connects, resumes where it was, waits longer after each failure, and gives up what has gone silent.
 *
 * It reads the stream with fetch instead of EventSource, because that tells why a connection was refused and shows heartbeats.
 */
export class Connection {
  private attempt: AbortController | null = null;
  private retry = 0;
  private watch = 0;
  private failures = 0;
  private lastId = '';
  private heardAt = 0;
  private lostAt: number | null = null;

  constructor(
    private readonly url: string,
    private readonly listener: ConnectionListener,
    private readonly outside: ConnectionOutside = BROWSER,
  ) {}

  /** Connects now, whatever was planned. What was heard is resumed unless `fresh`. */
  connect(fresh = false): void {
    this.stop();
    if (fresh) this.lastId = '';
    this.heardAt = this.outside.now();
    this.watchFrom(this.heardAt);
    if (this.lostAt === null) this.listener.phase({ name: 'connecting' });
    void this.run();
  }

  /** Lets go of the connection; nothing is tried until the next {@link connect}. */
  stop(): void {
    this.outside.clearTimeout(this.retry);
    this.outside.clearTimeout(this.watch);
    this.attempt?.abort();
    this.attempt = null;
  }

  private async run(): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    const timeout = this.outside.setTimeout(() => attempt.abort(), CONNECT_TIMEOUT_MILLIS);
    let problem = 'the gateway ended the connection';
    let wait: number | null = null;
    try {
      const response = await this.outside.fetch(this.url, {
        headers: { accept: 'text/event-stream', ...(this.lastId && { 'last-event-id': this.lastId }) },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: attempt.signal,
      });
      this.outside.clearTimeout(timeout);
      if (response.status === 401 || response.status === 403) {
        this.signedOut(attempt);
        return;
      }
      if (response.ok && response.body) {
        wait = await this.read(response.body, attempt);
      } else {
        problem = `the gateway answered ${response.status}`;
        wait = Number(response.headers.get('retry-after')) * 1_000 || null;
        await response.body?.cancel();
      }
    } catch {
      problem = 'the gateway cannot be reached';
    }
    this.outside.clearTimeout(timeout);
    if (this.attempt === attempt) this.lost(problem, wait);
  }

  /** Returns how long to wait before the next connection, if the server said so. */
  private async read(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<number | null> {
    const reader = body.getReader();
    const text = new TextDecoder();
    const frames = new FrameReader();
    this.failures = 0;
    this.lostAt = null;
    this.listener.phase({ name: 'live' });
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.attempt !== attempt) return frames.retryMillis;
      this.heardAt = this.outside.now();
      const complete = frames.read(text.decode(value, { stream: true }));
      if (complete.length) this.take(complete);
    }
  }

  private take(frames: readonly Frame[]): void {
    for (const frame of frames) {
      // Prices are state: nothing is resumed after one.
      if (frame.id && frame.event !== 'PriceUpdated') this.lastId = frame.id;
      if (frame.event === 'reset') this.lastId = '';
    }
    this.listener.frames(frames);
  }

  private signedOut(attempt: AbortController): void {
    if (this.attempt !== attempt) return;
    this.stop();
    this.lostAt = null;
    this.lastId = '';
    this.listener.phase({ name: 'signed-out' });
  }

  private lost(reason: string, asked: number | null): void {
    const now = this.outside.now();
    this.attempt = null;
    this.lostAt ??= Math.min(now, this.heardAt);
    const longest = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** this.failures);
    // Jitter, so that not all browsers come back at the same moment after a restart.
    const millis = Math.max(asked ?? 0, Math.round(longest * (0.5 + 0.5 * this.outside.random())));
    this.failures += 1;
    this.listener.phase({ name: 'reconnecting', since: this.lostAt, retryAt: now + millis, reason });
    this.retry = this.outside.setTimeout(() => this.connect(), millis);
  }

  private look(due: number): void {
    const now = this.outside.now();
    const slept = now - due > SLEPT_MILLIS;
    const silent = this.attempt !== null && now - this.heardAt > SILENT_MILLIS;
    if (slept || silent) {
      this.lostAt ??= this.heardAt;
      this.listener.phase({
        name: 'reconnecting',
        since: this.lostAt,
        retryAt: now,
        reason: slept ? 'this computer was asleep' : 'nothing was heard',
      });
      this.connect();
      return;
    }
    this.watchFrom(now);
  }

  private watchFrom(now: number): void {
    this.watch = this.outside.setTimeout(() => this.look(now + WATCH_MILLIS), WATCH_MILLIS);
  }
}
