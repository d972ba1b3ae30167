import { type ClusterId, toPlainText } from '@gongyi/domain';
import * as Y from 'yjs';
import { CLUSTER_FIELDS, clusterRecord } from '../records/layout.ts';
import { storedPlace, stringOf } from '../records/stored-values.ts';

/** Points that say the same, as one card 归并组. */
export type Cluster = {
  readonly id: ClusterId;
  readonly themeId: string;
  /** Page pixels of the card's top left corner. */
  readonly x: number;
  readonly y: number;
  /** Empty when nobody gave one: the first member's words stand for it. */
  readonly title: string;
  /** Who merged first; empty when nobody may know. */
  readonly authorId: string;
  readonly author: string;
  /** ISO 8601 */
  readonly createdAt: string;
};

/**
 * What the record of that id says, whether it has members or not; null when there is none that fits
 * the layout. Never throws.
 */
export function readCluster(doc: Y.Doc, id: string): Cluster | null {
  const record = clusterRecord(doc, id);
  if (record === null) return null;
  const title = record.get(CLUSTER_FIELDS.title);
  const place = storedPlace(record.get(CLUSTER_FIELDS.place));
  const createdAt = record.get(CLUSTER_FIELDS.createdAt);
  if (!(title instanceof Y.Text) || place === null || typeof createdAt !== 'string') return null;
  const [themeId, x, y] = place;
  return {
    id: id as ClusterId,
    themeId,
    x,
    y,
    title: toPlainText(title.toString()),
    authorId: stringOf(record, CLUSTER_FIELDS.authorId),
    author: stringOf(record, CLUSTER_FIELDS.author),
    createdAt,
  };
}

/** The title for editors that follow each keystroke. Null when there is no such cluster. */
export function clusterTitle(doc: Y.Doc, id: string): Y.Text | null {
  const title = clusterRecord(doc, id)?.get(CLUSTER_FIELDS.title);
  return title instanceof Y.Text ? title : null;
}
