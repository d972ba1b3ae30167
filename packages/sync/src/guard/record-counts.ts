import { CLUSTER_KIND, KIND, POINT_FIELDS, POINT_KIND, recordsOf, STROKE_KIND } from '@gongyi/board';
import * as Y from 'yjs';

export type CountedKind = typeof POINT_KIND | typeof CLUSTER_KIND | typeof STROKE_KIND;

/**
 * How many records a document has, kept because counting them anew with every line would take
 * longer than judging it.
 */
export interface RecordCounts {
  readonly strokes: number;
  /** Pieces that an undo left behind as well. */
  readonly others: number;
  ofAuthor(authorId: string, kind: CountedKind): number;
  /**
   * Of those that bore no author when they were made, by whose page made them; undefined: nobody
   * knows whose. A piece counts as a point, for it may become one.
   */
  withoutAuthor(ownerKey: string | undefined, kind: CountedKind): number;
  /** The record of this id was made, replaced or deleted. */
  changed(id: string): void;
}

type Counted = { readonly isStroke: boolean; readonly key: string | null };

export function createRecordCounts(
  doc: Y.Doc,
  ownerOf: (clientId: number) => string | undefined = () => undefined,
): RecordCounts {
  const records = recordsOf(doc);
  const counted = new Map<string, Counted>();
  const ofAuthor = new Map<string, number>();
  let strokes = 0;

  function add(key: string | null, more: 1 | -1): void {
    if (key === null) return;
    const count = (ofAuthor.get(key) ?? 0) + more;
    if (count === 0) ofAuthor.delete(key);
    else ofAuthor.set(key, count);
  }

  function changed(id: string): void {
    const before = counted.get(id);
    if (before !== undefined) {
      counted.delete(id);
      if (before.isStroke) strokes--;
      add(before.key, -1);
    }
    if (!records.has(id)) return;
    const now = describe(records.get(id), ownerOf);
    counted.set(id, now);
    if (now.isStroke) strokes++;
    add(now.key, 1);
  }

  for (const id of records.keys()) changed(id);
  return {
    get strokes() {
      return strokes;
    },
    get others() {
      return counted.size - strokes;
    },
    ofAuthor: (authorId, kind) => ofAuthor.get(keyOf(kind, authorId)) ?? 0,
    withoutAuthor: (ownerKey, kind) => ofAuthor.get(keyWithoutAuthor(kind, ownerKey)) ?? 0,
    changed,
  };
}

function describe(record: unknown, ownerOf: (clientId: number) => string | undefined): Counted {
  if (!(record instanceof Y.Map)) return { isStroke: false, key: null };
  const kind = countedAs(record.get(KIND));
  const authorId: unknown = record.get(POINT_FIELDS.authorId);
  const makerId = record._item?.id.client;
  const key =
    typeof authorId === 'string'
      ? keyOf(kind, authorId)
      : keyWithoutAuthor(kind, makerId === undefined ? undefined : ownerOf(makerId));
  return { isStroke: kind === STROKE_KIND, key };
}

/** As what a record counts to the share of whoever makes it. */
export function countedAs(kind: unknown): CountedKind {
  return kind === CLUSTER_KIND || kind === STROKE_KIND ? kind : POINT_KIND;
}

function keyOf(kind: CountedKind, authorId: string): string {
  return `${kind} by ${authorId}`;
}

function keyWithoutAuthor(kind: CountedKind, ownerKey: string | undefined): string {
  return ownerKey === undefined ? `${kind} of nobody` : `${kind} of page ${ownerKey}`;
}
