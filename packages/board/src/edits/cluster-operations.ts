import { type ClusterId, newId } from '@gongyi/domain';
import * as Y from 'yjs';
import { CARD_GAP, CARD_WIDTH, type ThemeArea } from '../geometry/theme-areas.ts';
import { clusterTitle } from '../model/cluster.ts';
import { comparePoints, readPoint } from '../model/point.ts';
import { replaceText } from '../model/replace-text.ts';
import { type Board, type ClusterView, readBoard } from '../readings/read-board.ts';
import {
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  clusterRecord,
  KIND,
  POINT_FIELDS,
  pointRecord,
  recordsOf,
  type StoredRecord,
} from '../records/layout.ts';
import { setOrLeaveOut, writePlace } from '../records/stored-values.ts';
import { freePlaces } from './free-place.ts';
import { OWN_EDIT, type PointPlace } from './point-operations.ts';

/** What a person gives when merging. Empty strings mean "not given". */
export type ClusterDraft = {
  /** A new one, when left out. Used only when nothing of what is merged is a cluster already. */
  readonly id?: ClusterId;
  readonly authorId: string;
  readonly author: string;
  readonly title?: string;
  /**
   * Where its card is put; on that of the first of the points, when left out. An existing cluster
   * stays where it is.
   */
  readonly place?: PointPlace;
  /** ISO 8601; now, when left out. */
  readonly createdAt?: string;
};

/**
 * Makes one cluster of points and clusters, by their ids. With a cluster among them (the first,
 * when there are several) the others join it; further clusters lose their points to it and are
 * gone. The points keep all that they have; only the cluster that they name changes. Gives the
 * cluster's id, or null, having changed nothing, when the ids come to fewer than two points.
 *
 * Of two people who merge one point into two clusters at once, one wins, for that point; every
 * point is in one of them or on its own.
 */
export function mergePoints(
  doc: Y.Doc,
  ids: readonly string[],
  draft: ClusterDraft,
  origin: unknown = OWN_EDIT,
): ClusterId | null {
  const { clusters } = readBoard(doc);
  const merged = [...new Set(ids)].flatMap((id) => clusters.find((cluster) => cluster.id === id) ?? []);
  const points = new Set(merged.flatMap(({ members }) => members.map(({ id }) => String(id))));
  for (const id of ids) if (readPoint(doc, id) !== null) points.add(id);
  const [first] = [...points].flatMap((id) => readPoint(doc, id) ?? []);
  if (points.size < 2 || first === undefined) return null;
  const [existing, ...others] = merged;
  const clusterId = existing?.id ?? draft.id ?? newId<ClusterId>();
  doc.transact(() => {
    if (existing === undefined) addCluster(doc, clusterId, { ...draft, place: draft.place ?? first });
    for (const id of points) {
      const record = pointRecord(doc, id);
      if (record !== null) setOrLeaveOut(record, POINT_FIELDS.cluster, clusterId);
    }
    for (const { id } of others) recordsOf(doc).delete(id);
  }, origin);
  return clusterId;
}

/**
 * Takes points out of their clusters and puts each at a free place of the cluster's theme, not
 * above the cluster. When one point would be left, the cluster is dissolved. Ids of what is in no
 * cluster are passed over.
 */
export function takeOutOfCluster(
  doc: Y.Doc,
  ids: Iterable<string>,
  areas: readonly ThemeArea[],
  origin: unknown = OWN_EDIT,
): void {
  const wanted = new Set(ids);
  const board = readBoard(doc);
  doc.transact(() => {
    const occupied: Occupied[] = cardsOf(board);
    for (const cluster of board.clusters) {
      const leaving = cluster.members.filter(({ id }) => wanted.has(id));
      if (leaving.length === 0) continue;
      if (cluster.members.length - leaving.length < 2) dissolve(doc, cluster, areas, occupied);
      else placeApart(doc, leaving, cluster, areas, occupied);
    }
  }, origin);
}

/**
 * Takes all points out of clusters: the first to where the cluster was, the others to free places
 * near. What is no cluster is passed over.
 */
export function dissolveClusters(
  doc: Y.Doc,
  ids: Iterable<string>,
  areas: readonly ThemeArea[],
  origin: unknown = OWN_EDIT,
): void {
  const wanted = new Set(ids);
  const board = readBoard(doc);
  doc.transact(() => {
    const occupied: Occupied[] = cardsOf(board);
    for (const cluster of board.clusters) {
      if (wanted.has(cluster.id)) dissolve(doc, cluster, areas, occupied);
    }
  }, origin);
}

/** Replaces what differs, so that what others type in it stays. False when the cluster is gone. */
export function editClusterTitle(doc: Y.Doc, id: string, title: string, origin: unknown = OWN_EDIT): boolean {
  const stored = clusterTitle(doc, id);
  if (stored === null) return false;
  doc.transact(() => replaceText(stored, title), origin);
  return true;
}

/** Moves the card of a cluster; its points are where it is. False when the cluster is gone. */
export function placeCluster(doc: Y.Doc, id: string, place: PointPlace, origin: unknown = OWN_EDIT): boolean {
  const record = clusterRecord(doc, id);
  if (record === null) return false;
  doc.transact(() => writePlace(record, place), origin);
  return true;
}

function addCluster(doc: Y.Doc, id: ClusterId, draft: ClusterDraft & { readonly place: PointPlace }): void {
  const record: StoredRecord = new Y.Map();
  // Attached first: reading a Y type that has no document yet warns and sees nothing.
  recordsOf(doc).set(id, record);
  record.set(KIND, CLUSTER_KIND);
  const title = new Y.Text();
  record.set(CLUSTER_FIELDS.title, title);
  replaceText(title, draft.title ?? '');
  writePlace(record, draft.place);
  record.set(CLUSTER_FIELDS.createdAt, draft.createdAt ?? new Date().toISOString());
  setOrLeaveOut(record, CLUSTER_FIELDS.authorId, draft.authorId);
  setOrLeaveOut(record, CLUSTER_FIELDS.author, draft.author);
}

type Occupied = { readonly id: string; readonly x: number; readonly y: number };

function cardsOf({ points, clusters }: Board): Occupied[] {
  return [...points, ...clusters].map(({ id, x, y }) => ({ id, x, y }));
}

function dissolve(doc: Y.Doc, cluster: ClusterView, areas: readonly ThemeArea[], occupied: Occupied[]): void {
  const [first, ...others] = [...cluster.members].sort(comparePoints);
  if (first !== undefined) putAt(doc, first.id, cluster);
  placeApart(doc, others, cluster, areas, occupied);
  recordsOf(doc).delete(cluster.id);
}

/** What is placed is added to `occupied`. */
function placeApart(
  doc: Y.Doc,
  points: readonly { readonly id: string }[],
  cluster: ClusterView,
  areas: readonly ThemeArea[],
  occupied: Occupied[],
): void {
  if (points.length === 0) return;
  const nextPlace = placesNear(cluster, areas, occupied);
  for (const { id } of points) {
    const place = nextPlace();
    putAt(doc, id, { themeId: cluster.themeId, ...place });
    occupied.push({ id, ...place });
  }
}

function placesNear(cluster: ClusterView, areas: readonly ThemeArea[], occupied: readonly Occupied[]) {
  if (areas.some(({ themeId }) => themeId === cluster.themeId)) {
    return freePlaces(areas, cluster.themeId, occupied, cluster);
  }
  // Of a theme that the page does not know: in a row beside the cluster.
  let { x } = cluster;
  return () => {
    x += CARD_WIDTH + CARD_GAP;
    return { x, y: cluster.y };
  };
}

function putAt(doc: Y.Doc, id: string, place: PointPlace): void {
  const record = pointRecord(doc, id);
  if (record === null) return;
  setOrLeaveOut(record, POINT_FIELDS.cluster, null);
  writePlace(record, place);
}
