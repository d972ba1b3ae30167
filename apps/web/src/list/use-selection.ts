import type { Point } from '@gongyi/board';
import { useCallback, useMemo, useState } from 'react';

export type Selection = {
  /** The selected points that still exist and are not promoted, oldest first. */
  readonly points: readonly Point[];
  readonly has: (pointId: string) => boolean;
  readonly toggle: (pointId: string) => void;
  readonly clear: () => void;
};

/**
 * Points chosen for promotion. Others may delete or promote one meanwhile: it then leaves the
 * selection.
 */
export function useSelection(points: readonly Point[], badges: ReadonlyMap<string, unknown>): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((pointId: string) => {
    setIds((before) => {
      const after = new Set(before);
      if (!after.delete(pointId)) after.add(pointId);
      return after;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => {
    const selected = points.filter(({ id }) => ids.has(id) && !badges.has(id));
    const selectedIds = new Set<string>(selected.map(({ id }) => id));
    return { points: selected, has: (pointId: string) => selectedIds.has(pointId), toggle, clear };
  }, [points, badges, ids, toggle, clear]);
}
