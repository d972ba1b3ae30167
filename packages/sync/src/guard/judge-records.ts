import {
  CLUSTER_KIND,
  KIND,
  PLACE,
  POINT_FIELDS,
  POINT_KIND,
  RECORD_KINDS,
  type RecordKind,
  recordsOf,
  STROKE_KIND,
} from '@gongyi/board';
import { INBOX_THEME_ID, LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { judgeName, judgePieceOfName } from './judge-name.ts';
import { judgeStroke } from './judge-stroke.ts';
import type { StructChanges } from './judge-structs.ts';
import {
  isSuccession,
  liveValues,
  type Places,
  plainValues,
  type RecordEdit,
  TEXT_FIELDS,
  valuesOf,
} from './places.ts';
import { type CountedKind, countedAs, type RecordCounts } from './record-counts.ts';
import { type FormerRecord, isCluster, isFragment, isStroke, type Judged, mayEdit, mayPlace } from './record-rights.ts';
import { Refusal } from './rules.ts';

/** What the server remembers of a document beside its content. */
export type DocumentFacts = {
  readonly doc: Y.Doc;
  readonly counts: Pick<RecordCounts, 'strokes' | 'others' | 'ofAuthor' | 'withoutAuthor'>;
  /** Of the sender; and of a client id, as far as anybody knows. */
  readonly ownerKey: string;
  readonly ownerOf: (clientId: number) => string | undefined;
  /** In which a record lay when the server read it, or when it was made. */
  readonly themesThere: ReadonlySet<unknown>;
  /** Undefined when the server does not remember. */
  readonly formerRecord: (id: string) => FormerRecord | undefined;
  readonly kind: 'answer' | 'edit';
};

/** `POINT_FIELDS.authorId` and `createdAt` are those of clusters too. */
const { authorId: AUTHOR_ID, createdAt: CREATED_AT, cluster: CLUSTER } = POINT_FIELDS;

/**
 * Judges what an update as a whole makes of each record. Throws `Refusal`. Gives the places, by
 * record, that must be given back if the update leaves the record without one.
 */
export function judgeRecords(
  { added, ended }: StructChanges,
  places: Places,
  judged: Judged,
  facts: DocumentFacts,
): ReadonlyMap<string, unknown> {
  const endangered = new Map<string, unknown>();
  let { others: count, strokes } = facts.counts;
  const own = new Map<CountedKind, number>();
  let areOfUnknownPage = false;
  for (const edit of places.edits()) {
    if (edit.isDeleted) {
      if (edit.record !== null && isStroke(edit.record)) strokes--;
      else count--;
    } else {
      judgeThemeExists(edit, judged, facts);
      judgeMended(edit, judged);
      judgeWhole(edit, places, null);
      judgeTheme(edit, judged, []);
      judgeSight(edit, judged, facts.kind, endangered);
      judgeNameOfPiece(edit, judged, facts);
    }
  }
  // Those of which an answer itself says that they were there before: made, deleted and brought
  // back, before a crash or the first sending. What somebody does just now is never all of that at
  // once.
  const before =
    facts.kind === 'edit' ? [] : [...ended, ...added.flatMap(({ edit }) => (edit.isDeleted ? edit.id : []))];
  const cameBefore = new Set(before);
  let [isMore, areMoreStrokes] = [false, false];
  for (const { edit, placed } of added) {
    const { clientId } = placed.incoming;
    const current = places.current(edit.id);
    const isOfStroke = kindOf(edit) === STROKE_KIND;
    if (isOfStroke) judgeStroke(edit, current, clientId, judged, facts);
    else judgeOrigin(edit, current, clientId, judged, { ...facts, cameBefore });
    // Made and deleted again in one update: nobody ever sees it.
    if (edit.isDeleted) continue;
    judgeThemeExists(edit, judged, facts);
    // A stroke is always made, and brought back, whole.
    if (!isComplete(edit) && (isOfStroke || !wasDeleted(edit.id, facts.doc)))
      throw new Refusal('incompleteRecord', clientId);
    judgeWhole(edit, places, clientId);
    if (!isOfStroke) judgeNewName(edit, current, clientId, judged, facts);
    if (current !== null && !current.isDeleted) continue;
    const kind = countedAs(kindOf(edit));
    own.set(kind, (own.get(kind) ?? 0) + 1);
    areOfUnknownPage ||= plainValues(edit, AUTHOR_ID).length === 0 && facts.ownerOf(clientId) === undefined;
    if (isOfStroke) {
      strokes++;
      areMoreStrokes = true;
    } else {
      count++;
      isMore = true;
    }
  }
  if (isMore && count > LIMITS.pointsPerSession) judgeCount(added, count, facts.doc);
  if (areMoreStrokes && strokes > LIMITS.strokesPerSession) throw new Refusal('recordCount');
  if (!judged.rights.editAny) judgeShare(own, areOfUnknownPage, judged.personId, facts);
  return endangered;
}

/**
 * So that nobody fills the session alone: whoever may not edit any record makes records in their
 * own name, or without one. Those count by the page that made them: else a cluster without an
 * author, or a piece that is made a point of later, would count for nobody.
 */
function judgeShare(
  more: ReadonlyMap<CountedKind, number>,
  areOfUnknownPage: boolean,
  personId: string,
  { counts, ownerKey }: DocumentFacts,
): void {
  for (const [kind, most] of MOST_OF_ONE_AUTHOR) {
    const added = more.get(kind) ?? 0;
    if (added === 0) continue;
    const ofUnknown = areOfUnknownPage ? counts.withoutAuthor(undefined, kind) : 0;
    const before = counts.ofAuthor(personId, kind) + counts.withoutAuthor(ownerKey, kind) + ofUnknown;
    if (before + added > most) throw new Refusal('authorCount');
  }
}

const MOST_OF_ONE_AUTHOR: readonly (readonly [kind: CountedKind, most: number])[] = [
  [POINT_KIND, LIMITS.pointsPerAuthor],
  [CLUSTER_KIND, LIMITS.clustersPerAuthor],
  [STROKE_KIND, LIMITS.strokesPerAuthor],
];

/** Clusters do not take the place of points. Counted only when it may matter. */
function judgeCount(added: StructChanges['added'], count: number, doc: Y.Doc): void {
  let clusters = added.filter(({ edit }) => kindOf(edit) === CLUSTER_KIND).length;
  for (const record of recordsOf(doc).values()) if (record instanceof Y.Map && isCluster(record)) clusters++;
  if (count - clusters > LIMITS.pointsPerSession || clusters > LIMITS.clustersPerSession)
    throw new Refusal('recordCount');
}

/**
 * What the record will be; undefined for a piece that an undo brings back, and that nobody takes
 * for anything.
 */
function kindOf({ record, fields }: RecordEdit): unknown {
  return plainValues({ fields }, KIND)[0] ?? record?.get(KIND);
}

/**
 * The place may be missing: a redo brings back only what nobody else had changed. Readers pass such
 * a record over.
 */
function isComplete(edit: RecordEdit): boolean {
  const kind = RECORD_KINDS.get(kindOf(edit));
  return (
    kind !== undefined &&
    [...kind.fields].every(
      ([field, { isRequired, isLasting }]) =>
        !isRequired || !isLasting || liveValues(edit.fields.get(field)).length > 0,
    )
  );
}

/**
 * A piece that becomes a record again must be its author's, like any record. No piece becomes a
 * stroke.
 */
function judgeMended({ record, fields }: RecordEdit, { personId, rights }: Judged): void {
  const [kind] = liveValues(fields.get(KIND));
  if (record === null || kind === undefined) return;
  if (plainValues({ fields }, KIND).includes(STROKE_KIND)) throw new Refusal('kind', kind.incoming.clientId);
  if (rights.editAny) return;
  const authorIds = [record.get(AUTHOR_ID), ...plainValues({ fields }, AUTHOR_ID)];
  const isOwn = authorIds.every((authorId) => authorId === undefined || authorId === personId);
  const isAnyCluster = rights.move && plainValues({ fields }, KIND).every((name) => name === CLUSTER_KIND);
  if (!isAnyCluster && (!isOwn || !authorIds.includes(personId)))
    throw new Refusal('authorship', kind.incoming.clientId);
}

/** Of a record that the update makes, or of the piece of one. */
function judgeNewName(
  edit: RecordEdit,
  current: RecordEdit | null,
  clientId: number,
  judged: Judged,
  { doc, formerRecord }: DocumentFacts,
): void {
  const former = wasDeleted(edit.id, doc) ? formerRecord(edit.id) : undefined;
  const stored = current?.record ?? null;
  const replaced = stored === null || isFragment(stored) ? null : stored;
  const before = { replaced, former };
  const isPiece = !isComplete(edit);
  const isForgotten = wasDeleted(edit.id, doc) && former === undefined && replaced === null;
  const authorIds = plainValues(edit, AUTHOR_ID);
  const isAnothers = authorIds.some((authorId) => authorId !== judged.personId);
  // Whoever dissolved a cluster brings back the name on it, which this server may not remember.
  if (isForgotten && judged.rights.move && (isPiece || (kindOf(edit) === CLUSTER_KIND && isAnothers))) return;
  if (isPiece) judgePieceOfName(edit, judged, before);
  else judgeName(edit, kindOf(edit), clientId, judged, before);
}

/** Of a piece of a record that the document has, and that may become a record again. */
function judgeNameOfPiece(edit: RecordEdit, judged: Judged, { formerRecord }: DocumentFacts): void {
  if (edit.record === null || !isFragment(edit.record)) return;
  const former = formerRecord(edit.id);
  const [kind] = liveValues(edit.fields.get(KIND));
  const isOfCluster = kindOf(edit) === CLUSTER_KIND;
  if (former === undefined && judged.rights.move && (kind === undefined || isOfCluster)) return;
  const before = { replaced: null, former };
  judgePieceOfName(edit, judged, before);
  if (kind !== undefined) judgeName(edit, kindOf(edit), kind.incoming.clientId, judged, before);
}

/**
 * That all of it is of one kind, that its text is not too long, and that the cluster it names can
 * be one.
 */
function judgeWhole(edit: RecordEdit, places: Places, clientId: number | null): void {
  const name = kindOf(edit);
  if (plainValues(edit, KIND).some((said) => said !== name)) throw new Refusal('kind', clientId);
  const kind = RECORD_KINDS.get(name);
  if (kind !== undefined) {
    const fields = [...edit.fields.keys(), ...(edit.record === null ? [] : edit.record.keys())];
    if (fields.some((field) => !kind.fields.has(field))) throw new Refusal('kind', clientId);
  }
  judgeLength(edit, kind, clientId);
  for (const value of liveValues(edit.fields.get(CLUSTER)).flatMap(valuesOf)) {
    const target = places.newest(String(value));
    // One that somebody else has deleted meanwhile is no harm: the point is on its own then.
    const targetKind = target === null ? undefined : kindOf(target);
    if (targetKind === POINT_KIND || targetKind === STROKE_KIND) throw new Refusal('cluster', clientId);
  }
}

/** A text that is too long already may become shorter. */
function judgeLength(
  { record, addedChars, removedChars }: RecordEdit,
  kind: RecordKind | undefined,
  clientId: number | null,
) {
  if (addedChars <= removedChars) return;
  const before = [...TEXT_FIELDS].reduce((chars, field) => {
    const text = record?.get(field);
    return chars + (text instanceof Y.Text ? text.length : 0);
  }, 0);
  const max = kind?.maxTextChars ?? LIMITS.storedPointTextChars;
  if (before + addedChars - removedChars > max) throw new Refusal('textLength', clientId);
}

/**
 * Into which themes the points of others are put is for those who sort; `allowed`: where the point
 * was before it was deleted.
 */
function judgeTheme(edit: RecordEdit, { rights }: Judged, allowed: readonly unknown[]): void {
  for (const placed of liveValues(edit.fields.get(PLACE))) {
    for (const value of valuesOf(placed)) {
      const themeId: unknown = Array.isArray(value) ? value[0] : undefined;
      if (!mayPlace(themeId, rights) && !allowed.includes(themeId))
        throw new Refusal('theme', placed.incoming.clientId);
    }
  }
}

/**
 * A theme that is not the session's would hide the point from everybody who looks for it in one.
 * Those of an older document are let be, and what lies in them may be moved and merged there.
 */
function judgeThemeExists(
  edit: RecordEdit,
  { rights: { themes } }: Judged,
  { themesThere, formerRecord }: DocumentFacts,
): void {
  if (themes === undefined) return;
  for (const placed of liveValues(edit.fields.get(PLACE))) {
    for (const themeId of valuesOf(placed).map(themeOf)) {
      if (themeId === INBOX_THEME_ID || themes.has(String(themeId))) continue;
      if (themeId === formerRecord(edit.id)?.themeId || themesThere.has(themeId)) continue;
      throw new Refusal('theme', placed.incoming.clientId);
    }
  }
}

/**
 * Whoever may not delete a record may not take it out of sight either. After a crash an answer may
 * do so honestly: somebody else's move, which took the place of the sender's, is still to be said
 * again.
 */
function judgeSight(edit: RecordEdit, judged: Judged, kind: 'answer' | 'edit', endangered: Map<string, unknown>): void {
  const values = edit.fields.get(PLACE) ?? [];
  const [first] = values;
  if (first === undefined || mayEdit(edit, judged) || isSuccession(values, null)) return;
  if (kind === 'edit') throw new Refusal('incompleteRecord', first.incoming.clientId);
  endangered.set(edit.id, edit.record?.get(PLACE));
}

/** Whether the person may make this record, in this name, or bring it back. */
function judgeOrigin(
  edit: RecordEdit,
  current: RecordEdit | null,
  clientId: number,
  judged: Judged,
  { doc, formerRecord, cameBefore }: DocumentFacts & { readonly cameBefore: ReadonlySet<string> },
): void {
  const { personId, rights } = judged;
  const authorIds = plainValues(edit, AUTHOR_ID);
  // Of what was deleted piece by piece, an undo may bring back a piece. No reader takes it for a
  // record, so it has no author either.
  const isPiece = wasDeleted(edit.id, doc) && !isComplete(edit);
  const isNobodys = authorIds.length === 0 && !edit.isDeleted && !isPiece;
  const isOwn = !isNobodys && authorIds.every((authorId) => authorId === personId);

  if (current?.record && !isFragment(current.record)) {
    // Only what an undo writes may take the place of a record: the same record of the same author.
    if (!mayEdit(current, judged)) throw new Refusal('notOwn', clientId);
    if (edit.isDeleted) return;
    for (const field of [KIND, AUTHOR_ID, CREATED_AT]) {
      if (!isSame(edit, field, current.record.get(field))) throw new Refusal('replacement', clientId);
    }
    judgeTheme(edit, judged, [themeOf(current.record.get(PLACE))]);
    return;
  }
  const isOfCluster = kindOf(edit) === CLUSTER_KIND;
  const former = wasDeleted(edit.id, doc) ? formerRecord(edit.id) : undefined;
  // What they deleted and took back, of which this server has never heard or which it has lost.
  if (rights.editAny && cameBefore.has(edit.id) && !wasDeleted(edit.id, doc)) return;
  if (wasDeleted(edit.id, doc)) {
    // Of a stroke there are no pieces that could become something else.
    if (former?.kind === STROKE_KIND && !edit.isDeleted) throw new Refusal('reusedId', clientId);
    if (rights.editAny || (rights.move && isOfCluster && former?.kind !== POINT_KIND)) {
      // Who may delete anybody's record may take the deletion back.
      const isFormer = authorIds.every((authorId) => authorId === former?.authorId);
      if (!isOwn && former !== undefined && !isFormer) throw new Refusal('authorship', clientId);
      return;
    }
    if (former !== undefined && former.authorId !== personId) throw new Refusal('reusedId', clientId);
  }
  if (isOfCluster) {
    if (!rights.move && !rights.editAny) throw new Refusal('noRight', clientId);
    // Nobody's in an anonymous session.
    if (!isOwn && authorIds.length > 0) throw new Refusal('authorship', clientId);
    return;
  }
  if (rights.add === 'none' && !(rights.editOwn && former?.authorId === personId) && !(rights.move && isPiece))
    throw new Refusal('noRight', clientId);
  if (!isOwn) throw new Refusal('authorship', clientId);
  if (!wasDeleted(edit.id, doc) && !cameBefore.has(edit.id)) judgeCluster(edit, judged);
  judgeTheme(edit, judged, former === undefined ? [] : [former.themeId]);
}

/**
 * In which cluster a point is, is for those who sort. One that comes back names the cluster in
 * which it was, as far as its page knew.
 */
function judgeCluster({ fields }: RecordEdit, { rights }: Judged): void {
  const [placed] = liveValues(fields.get(CLUSTER));
  if (placed !== undefined && !rights.move && !rights.editAny) throw new Refusal('notOwn', placed.incoming.clientId);
}

function isSame(edit: RecordEdit, field: string, stored: unknown): boolean {
  const values = plainValues(edit, field);
  return stored === undefined ? values.length === 0 : values.length > 0 && values.every((value) => value === stored);
}

/** Whether a record of that id once existed; other things may refer to its id. */
function wasDeleted(id: string, doc: Y.Doc): boolean {
  return recordsOf(doc)._map.has(id);
}

export function themeOf(place: unknown): unknown {
  return Array.isArray(place) ? place[0] : undefined;
}
