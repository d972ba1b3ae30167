import type { ThemeArea } from '@gongyi/board';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { SessionView } from '../api/trpc.ts';
import { deviceStorage } from './device-storage.ts';
import { keepUnsentPoints, restoreUnsentPoints } from './keep-unsent-points.ts';
import { createOutbox } from './outbox.ts';
import { canAddPoints } from './point-rights.ts';
import type { SessionDocument } from './session-connection.ts';

/**
 * Keeps this person's new points on the device until they are committed on the server, and writes those again that a closed tab
 * left behind. Returns the ids of the points that are not confirmed.
 */
export function useUnsentPoints(
  session: SessionView,
  document: SessionDocument,
  areas: readonly ThemeArea[],
): ReadonlySet<string> {
  const { doc, synced, confirmStored } = document;
  const { id: authorId, name, unit } = session.me;
  const mayAdd = canAddPoints(session);
  const [outbox] = useState(() => createOutbox(deviceStorage(), `gongyi.unsent.${session.id}`));
  const list = useSyncExternalStore(outbox.subscribe, outbox.list);

  useEffect(() => keepUnsentPoints(doc, outbox, authorId), [doc, outbox, authorId]);
  useEffect(() => {
    if (!synced || !mayAdd || list.length === 0) return;
    const written = restoreUnsentPoints(doc, outbox, { id: authorId, name, unit }, areas);
    void confirmStored().then((stored) => {
      if (stored) outbox.remove(written);
    });
  }, [synced, mayAdd, list, doc, outbox, authorId, name, unit, areas, confirmStored]);

  return useMemo(() => new Set(list.map(({ id }) => id)), [list]);
}
