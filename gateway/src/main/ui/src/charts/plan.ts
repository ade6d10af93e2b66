/** What has to be done to a series that shows one list so that it shows another. */
export type Plan<T> =
  | { readonly kind: 'nothing' }
  /** The new list goes on where the old one ended: these change or follow its last point. */
  | { readonly kind: 'update'; readonly points: readonly T[] }
  | { readonly kind: 'set' };

/** Updates beyond so many cost more than setting all. */
const MOST_UPDATES = 50;

/**
 * Compares two lists of points, oldest first. Points before the last of the old list are taken to be the same if the first and the
 * last but one are at the same times: history does not change.
 */
export function planUpdate<T>(before: readonly T[], after: readonly T[], timeOf: (point: T) => number): Plan<T> {
  if (before === after) return { kind: 'nothing' };
  const [first] = before;
  const [newFirst] = after;
  if (first === undefined || newFirst === undefined) return { kind: 'set' };
  const shared = before.length;
  const added = after.length - shared;
  if (added < 0 || added > MOST_UPDATES || timeOf(first) !== timeOf(newFirst)) return { kind: 'set' };
  const lastBefore = before[shared - 1];
  const sameLast = after[shared - 1];
  if (lastBefore === undefined || sameLast === undefined || timeOf(lastBefore) !== timeOf(sameLast)) return { kind: 'set' };
  const from = lastBefore === sameLast ? shared : shared - 1;
  return from === after.length ? { kind: 'nothing' } : { kind: 'update', points: after.slice(from) };
}
