import {
  addPointToTheme,
  addStroke,
  type Board,
  deletePoints,
  deleteStrokes,
  dissolveClusters,
  editClusterTitle,
  editPointText,
  mergePoints,
  movePointToTheme,
  type Point,
  placeableAreas,
  placeCluster,
  placePoint,
  readBoard,
  readPoints,
  readStrokes,
  type Stroke,
  setPointDetails,
  settleOwnPlaces,
  takeOutOfCluster,
  themeAreas,
  withInbox,
} from '@gongyi/board';
import { pointDraft, randomEdit, randomText, type SeededRandom } from '@gongyi/board/testing';
import {
  type ClusterId,
  INBOX_THEME_ID,
  type PointId,
  STROKE_COLORS,
  STROKE_WIDTHS,
  type StrokeId,
} from '@gongyi/domain';
import type * as Y from 'yjs';
import type { DocumentRights } from '../ports.ts';
import { namesOf } from './editor-of.ts';

const THEMES = ['theme-1', 'theme-2'];
const AREAS = themeAreas(withInbox(THEMES.map((id) => ({ id, prompts: [] }))));

export type Worker = {
  readonly doc: Y.Doc;
  readonly personId: string;
  readonly rights: DocumentRights;
  /** Null: nothing is taken back. */
  readonly undo: Y.UndoManager | null;
};

/** What a page lets its person do, and nothing else. */
export function workHonestly(random: SeededRandom, worker: Worker): void {
  const { rights, undo } = worker;
  const { add, editOwn, move, draw, editAny } = rights;
  // Each edit is one to take back.
  undo?.stopCapturing();
  if (add === 'none' && !editOwn && !move && !draw && !editAny) return;
  const roll = random.next();
  // Whoever may only add may not take it back either.
  const mayUndo = editOwn || move || editAny || (draw && add === 'none') ? undo : null;
  if (roll < 0.15 && mayUndo !== null) mayUndo.undo();
  else if (roll < 0.2 && mayUndo !== null) mayUndo.redo();
  else if (draw && random.chance(0.15)) drawOrErase(random, worker);
  else if ((move || editAny) && random.chance(0.4)) sort(random, worker);
  else write(random, worker);
}

function write(random: SeededRandom, { doc, personId, rights }: Worker): void {
  const { add, editOwn, editAny } = rights;
  const editable = readPoints(doc).filter((point) => editAny || (editOwn && point.authorId === personId));
  const point: Point | null = editable.length > 0 ? random.pick(editable) : null;
  const areas = placeableAreas(AREAS, rights);
  const [area] = areas;
  const roll = random.next();
  if (point === null || roll < 0.25) {
    if (add === 'none') return;
    // Nothing by chance or by the clock: a seed must give the same history each time.
    const [id, createdAt] = [`p${random.below(2 ** 31)}` as PointId, new Date(random.below(1_000_000)).toISOString()];
    const { name: author, unit } = random.pick(namesOf(personId));
    const draft = pointDraft({ id, createdAt, authorId: personId, author, unit, text: randomText(random, 10) });
    addPointToTheme(doc, { ...draft, themeId: add === 'inbox' ? INBOX_THEME_ID : random.pick(THEMES) }, AREAS);
  } else if (roll < 0.55) editPointText(doc, point.id, randomEdit(random, point.text));
  else if (roll < 0.75 && area !== undefined) {
    const { themeId } = areas.find((one) => one.themeId === point.themeId) ?? area;
    if (random.chance(0.6)) placePoint(doc, point.id, { themeId, x: random.below(900), y: random.below(900) });
    else movePointToTheme(doc, point.id, random.pick(areas).themeId, AREAS);
  } else if (roll < 0.84)
    setPointDetails(doc, point.id, {
      channel: random.pick(['', '座谈会']),
      source: 'masses',
      category: random.pick(['problem', 'idea', null]),
      prompt: random.pick([0, 3, null]),
    });
  else if (roll < 0.92) settleOwnPlaces(doc, editAny ? null : personId, areas);
  else deletePoints(doc, [point.id, random.pick(editable).id]);
}

/** With the points of everybody. */
function sort(random: SeededRandom, { doc, personId }: Worker): void {
  const { points, clusters } = readBoard(doc);
  const cards = [...points, ...clusters];
  if (cards.length === 0) return;
  const one = random.pick(cards).id;
  const place = { themeId: random.pick(AREAS).themeId, x: random.below(900), y: random.below(900) };
  const cluster: Board['clusters'][number] | null = clusters.length > 0 ? random.pick(clusters) : null;
  const roll = random.next();
  if (roll < 0.4 || cluster === null) {
    const [id, createdAt] = [`c${random.below(2 ** 31)}` as ClusterId, new Date(random.below(1_000_000)).toISOString()];
    const ids = [one, random.pick(cards).id, ...(random.chance(0.3) ? [random.pick(cards).id] : [])];
    const { name: author } = random.pick(namesOf(personId));
    mergePoints(doc, ids, { id, createdAt, authorId: personId, author, title: randomText(random, 3) });
  } else if (roll < 0.55) placePoint(doc, one, place) || placeCluster(doc, one, place);
  else if (roll < 0.65) placeCluster(doc, cluster.id, place);
  else if (roll < 0.75) editClusterTitle(doc, cluster.id, randomEdit(random, cluster.title));
  else if (roll < 0.92) takeOutOfCluster(doc, [random.pick(cluster.members).id], AREAS);
  else dissolveClusters(doc, [cluster.id], AREAS);
}

function drawOrErase(random: SeededRandom, { doc, personId, rights }: Worker): void {
  const erasable = readStrokes(doc).filter(({ authorId }) => rights.editAny || authorId === personId);
  if (erasable.length > 0 && random.chance(0.4)) {
    deleteStrokes(doc, [random.pick(erasable).id, random.pick(erasable).id]);
    return;
  }
  const [id, createdAt] = [`s${random.below(2 ** 31)}` as StrokeId, new Date(random.below(1_000_000)).toISOString()];
  const steps = Array.from({ length: random.below(5) * 2 }, () => random.below(80) - 40);
  addStroke(doc, {
    id,
    createdAt,
    path: [random.below(900), random.below(900), ...steps],
    color: random.pick(STROKE_COLORS),
    width: random.pick(STROKE_WIDTHS),
    authorId: personId,
  });
}

export type Content = Board & { readonly strokes: readonly Stroke[] };

/**
 * What a document shows. `orderless`: without the order of characters. What Yjs's UndoManager
 * brings back into a text can stand in another place in each replica, also in two that took the
 * same updates in another order (about one history in five hundred here). All else must be the
 * same; without undo the order too.
 */
export function contentOf(doc: Y.Doc, order: 'ordered' | 'orderless'): Content {
  const inOrder = (text: string) => (order === 'ordered' ? text : [...text].sort().join(''));
  const shown = (points: readonly Point[]) => points.map((point) => ({ ...point, text: inOrder(point.text) }));
  const { points, clusters } = readBoard(doc);
  return {
    points: shown(points),
    clusters: clusters.map(({ title, members, ...cluster }) => ({
      ...cluster,
      title: inOrder(title),
      members: shown(members),
    })),
    strokes: readStrokes(doc),
  };
}
