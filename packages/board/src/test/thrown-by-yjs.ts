/**
 * In about one history in a thousand Yjs itself throws on a page: in the UndoManager, and where an
 * update overlaps what the page has collected as garbage. Such a page is broken whatever anybody
 * else does, so its history ends there.
 */
export function isThrownByYjs(error: unknown): boolean {
  const [, thrownAt = ''] = error instanceof TypeError ? (error.stack ?? '').split('\n    at ') : [];
  return thrownAt.includes('/yjs/');
}
