import { POINT_SOURCES, type PointId, type PointSource } from '@gongyi/domain';

/** A point that the server may not have yet: what is needed to write it again. Who wrote it is known from the page. */
export type UnsentPoint = {
  readonly id: PointId;
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly createdAt: string;
};

export type Outbox = {
  /** Oldest first; the same array until something changes. */
  readonly list: () => readonly UnsentPoint[];
  readonly put: (point: UnsentPoint) => void;
  readonly remove: (ids: Iterable<string>) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

function isUnsentPoint(value: unknown): value is UnsentPoint {
  if (typeof value !== 'object' || value === null) return false;
  const { id, themeId, text, source, createdAt } = value as Record<string, unknown>;
  return (
    [id, themeId, text, createdAt].every((field) => typeof field === 'string' && field !== '') &&
    (source === null || POINT_SOURCES.some((known) => known === source))
  );
}

function parse(stored: string | null): UnsentPoint[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter(isUnsentPoint) : [];
  } catch {
    return [];
  }
}

/**
 * The points of one session that this device wrote and the server has not confirmed. They outlive a closed tab where `storage`
 * works, and the page where it does not. Every write reads first, because another tab may write too.
 */
export function createOutbox(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null, key: string): Outbox {
  const listeners = new Set<() => void>();
  let points: readonly UnsentPoint[] = [];

  function read(): readonly UnsentPoint[] {
    try {
      return storage === null ? points : parse(storage.getItem(key));
    } catch {
      return points;
    }
  }

  function write(next: readonly UnsentPoint[]): void {
    points = next;
    try {
      if (next.length === 0) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify(next));
    } catch {
      // A full or closed storage: the points are still kept as long as the page is open.
    }
    for (const listener of listeners) listener();
  }

  points = read();
  return {
    list: () => points,
    put: (point) => write([...read().filter(({ id }) => id !== point.id), point]),
    remove(ids) {
      const gone = new Set(ids);
      const stored = read();
      const kept = stored.filter(({ id }) => !gone.has(id));
      if (kept.length < stored.length || stored.length < points.length) write(kept);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
