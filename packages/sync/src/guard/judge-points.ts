import { KIND, POINT_FIELD_RULES, POINT_FIELDS, recordsOf } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { isFragment, type Judged, mayEdit, type StructChanges } from './judge-structs.ts';
import { liveValues, type Places, type PointEdit } from './places.ts';
import { Refusal } from './rules.ts';

/** What the server remembers of a document beside its content. */
export type DocumentFacts = {
  readonly doc: Y.Doc;
  /** Records in the document. */
  readonly pointCount: number;
  /** Whose a record was that was deleted; undefined when the server does not remember. */
  readonly formerAuthorOf: (id: string) => string | undefined;
};

/** Judges what an update as a whole makes of each record. Throws `Refusal`. */
export function judgePoints({ added }: StructChanges, places: Places, judged: Judged, facts: DocumentFacts): void {
  let count = facts.pointCount;
  for (const point of places.edits()) {
    if (point.isDeleted) count--;
    else {
      judgeLength(point, null);
      judgeMended(point, judged);
    }
  }
  let isMore = false;
  for (const { point, placed } of added) {
    const { clientId } = placed.incoming;
    const current = places.current(point.id);
    judgeAuthor(point, current, clientId, judged, facts);
    // Made and deleted again in one update: nobody ever sees it.
    if (point.isDeleted) continue;
    if (!isComplete(point) && !wasDeleted(point.id, facts.doc)) throw new Refusal('incompletePoint', clientId);
    judgeLength(point, clientId);
    if (current !== null && !current.isDeleted) continue;
    count++;
    isMore = true;
  }
  if (isMore && count > LIMITS.pointsPerSession) throw new Refusal('pointCount');
}

/** The place may be missing: a redo brings back only what nobody else had changed. Readers pass such a record over. */
function isComplete({ fields }: PointEdit): boolean {
  return [...POINT_FIELD_RULES].every(
    ([field, { isRequired, isLasting }]) => !isRequired || !isLasting || liveValues(fields.get(field)).length > 0,
  );
}

/** A piece that becomes a point again must be its author's, like any point. */
function judgeMended({ record, fields }: PointEdit, { personId, rights }: Judged): void {
  const [kind] = liveValues(fields.get(KIND));
  if (record === null || kind === undefined || rights.editAny) return;
  const authorIds = [record.get(POINT_FIELDS.authorId), ...plainValues({ fields }, POINT_FIELDS.authorId)];
  const isOwn = authorIds.every((authorId) => authorId === undefined || authorId === personId);
  if (!isOwn || !authorIds.includes(personId)) throw new Refusal('authorship', kind.incoming.clientId);
}

/** A text that is too long already may become shorter. */
function judgeLength({ record, addedChars, removedChars }: PointEdit, clientId: number | null): void {
  if (addedChars <= removedChars) return;
  const text = record?.get(POINT_FIELDS.text);
  const before = text instanceof Y.Text ? text.length : 0;
  if (before + addedChars - removedChars > LIMITS.storedPointTextChars) throw new Refusal('textLength', clientId);
}

function judgeAuthor(
  point: PointEdit,
  current: PointEdit | null,
  clientId: number,
  judged: Judged,
  { doc, formerAuthorOf }: DocumentFacts,
): void {
  const { personId, rights } = judged;
  const authorIds = plainValues(point, POINT_FIELDS.authorId);
  // Of what was deleted piece by piece, an undo may bring back a piece. No reader takes it for a point, so it has no author either.
  const isPiece = wasDeleted(point.id, doc) && !isComplete(point);
  const isNobodys = authorIds.length === 0 && !point.isDeleted && !isPiece;
  const isOwn = !isNobodys && authorIds.every((authorId) => authorId === personId);

  if (current?.record && !isFragment(current.record)) {
    // Only what an undo writes may take the place of a record: the same point of the same author.
    if (!mayEdit(current, judged)) throw new Refusal('notOwn', clientId);
    if (point.isDeleted) return;
    const isSame = (field: string) => {
      const stored = current.record?.get(field);
      const values = plainValues(point, field);
      return stored === undefined
        ? values.length === 0
        : values.length > 0 && values.every((value) => value === stored);
    };
    if (!isSame(POINT_FIELDS.authorId) || !isSame(POINT_FIELDS.createdAt)) throw new Refusal('replacement', clientId);
    return;
  }
  if (wasDeleted(point.id, doc)) {
    const former = formerAuthorOf(point.id);
    if (rights.editAny) {
      // Who may delete anybody's point may take the deletion back.
      const isFormer = authorIds.every((authorId) => authorId === former);
      if (!isOwn && former !== undefined && !isFormer) throw new Refusal('authorship', clientId);
      return;
    }
    if (former !== undefined && former !== personId) throw new Refusal('reusedId', clientId);
  }
  if (!rights.add) throw new Refusal('noRight', clientId);
  if (!isOwn) throw new Refusal('authorship', clientId);
}

/** Whether a record of that id once existed; other things may refer to its id. */
function wasDeleted(id: string, doc: Y.Doc): boolean {
  return recordsOf(doc)._map.has(id);
}

function plainValues({ fields }: Pick<PointEdit, 'fields'>, field: string): unknown[] {
  return (fields.get(field) ?? []).flatMap(({ incoming: { struct } }) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [],
  );
}
