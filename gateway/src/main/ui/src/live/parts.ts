import type { MeshEvent } from './events';
import { applyAgain } from './reduce';
import { PART_PATHS, type Wish } from './reload';
import { type LiveState, type PartName, type SnapshotParts, withParts } from './state';
import type { ConnectionOutside } from './connection';

const MOST_PAGES = 50;
const MOST_MISSED = 20_000;
const TIMEOUT_MILLIS = 10_000;
const AGAIN_MILLIS = 5_000;

interface Page {
  readonly items?: readonly unknown[];
  readonly next?: string | null;
}

/** Reads parts of the state anew over REST: each not before it is due, and one reading at a time. */
export class Parts {
  private readonly due = new Map<PartName, number>();
  private timer = 0;
  private reading = false;
  private meanwhile: MeshEvent[] = [];

  /** @param take gets a function that puts what was read into a state */
  constructor(
    private readonly take: (change: (state: LiveState) => LiveState, parts: readonly PartName[]) => void,
    private readonly outside: ConnectionOutside,
  ) {}

  /** Notes a wish; an earlier one of the same part stands. */
  want({ part, afterMillis }: Wish): void {
    const at = this.outside.now() + afterMillis;
    const before = this.due.get(part);
    if (before !== undefined && before <= at) return;
    this.due.set(part, at);
    this.plan();
  }

  /** To be told of each event, so that what is read does not undo what happened while it was on its way. */
  heard(events: readonly MeshEvent[]): void {
    if (this.reading && this.meanwhile.length < MOST_MISSED) this.meanwhile.push(...events);
  }

  /** Forgets all wishes. */
  forget(): void {
    this.due.clear();
    this.outside.clearTimeout(this.timer);
  }

  private plan(): void {
    this.outside.clearTimeout(this.timer);
    if (this.reading || !this.due.size) return;
    const next = Math.min(...this.due.values());
    this.timer = this.outside.setTimeout(() => void this.readDue(), Math.max(0, next - this.outside.now()));
  }

  private async readDue(): Promise<void> {
    const now = this.outside.now();
    const names = [...this.due].filter(([, at]) => at <= now).map(([part]) => part);
    names.forEach((part) => this.due.delete(part));
    this.reading = true;
    this.meanwhile = [];
    const read = await Promise.allSettled(names.map((part) => this.read(part)));
    this.reading = false;
    const parts: Partial<Record<PartName, unknown>> = {};
    names.forEach((part, i) => {
      const result = read[i];
      if (result?.status === 'fulfilled') parts[part] = result.value;
      else this.want({ part, afterMillis: AGAIN_MILLIS });
    });
    const { meanwhile } = this;
    const known = Object.keys(parts) as PartName[];
    if (known.length) this.take((state) => applyAgain(withParts(state, parts as SnapshotParts), meanwhile), known);
    this.plan();
  }

  private async read(part: PartName): Promise<unknown> {
    const first = await this.page(PART_PATHS[part]);
    if (!first.items) return first;
    const items = [...first.items];
    let next = first.next;
    for (let pages = 1; next && pages < MOST_PAGES; pages++) {
      const separator = PART_PATHS[part].includes('?') ? '&' : '?';
      const page = await this.page(`${PART_PATHS[part]}${separator}cursor=${encodeURIComponent(next)}`);
      items.push(...(page.items ?? []));
      next = page.next;
    }
    return items;
  }

  private async page(path: string): Promise<Page> {
    const response = await this.outside.fetch(path, {
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Page;
  }
}
