/** Remembers the newest ids, so that what comes twice is noticed: after a restart the server may tell some events again. */
export class Seen {
  private newer = new Set<string>();
  private older = new Set<string>();

  /** @param most ids that are surely remembered; at most twice as many are */
  constructor(private readonly most = 10_000) {}

  /** Returns whether this is the first time. */
  isNew(id: string): boolean {
    if (this.newer.has(id) || this.older.has(id)) return false;
    if (this.newer.size >= this.most) {
      this.older = this.newer;
      this.newer = new Set();
    }
    this.newer.add(id);
    return true;
  }
}
