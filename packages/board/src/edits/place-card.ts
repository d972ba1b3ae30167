import type * as Y from 'yjs';
import { placeCluster } from './cluster-operations.ts';
import { OWN_EDIT, type PointPlace, placePoint } from './point-operations.ts';

/** Moves a card of either kind. False when it is gone. */
export function placeCard(doc: Y.Doc, id: string, place: PointPlace, origin: unknown = OWN_EDIT): boolean {
  return placePoint(doc, id, place, origin) || placeCluster(doc, id, place, origin);
}
