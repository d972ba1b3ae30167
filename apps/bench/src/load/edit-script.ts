import { addPoint, editPointText, placePoint } from '@gongyi/board';
import type { PointId } from '@gongyi/domain';
import * as Y from 'yjs';

/**
 * One edit: an update of the document, and the writer's own clock once it is applied, by which it
 * is recognised where it arrives.
 */
export type ScriptedEdit = { readonly update: Uint8Array; readonly clockAfter: number };

export type EditScriptOptions = {
  /** The Yjs client id under which the edits are written. */
  readonly clientId: number;
  /** What the server knows the writer as: people may change their own points only. */
  readonly authorId: string;
  readonly author: string;
  readonly edits: number;
  readonly themeIds: readonly string[];
  /**
   * `work`: a new point, then some typing and moving of it, again and again. `points`: new points
   * only, to fill a board.
   */
  readonly kind: 'work' | 'points';
};

/**
 * One new point, then this many changes of it: a minute of the heaviest workload stays below the
 * points that a session may have.
 */
const CHANGES_PER_POINT = 19;
const CARD_STEP = 24;
const TEXT = '办一张证明问了三个办公室，窗口说材料不全，回去补齐再来又换了人，前后跑了四趟。';

/**
 * Edits as a page of ours makes them, encoded before the measurement so that making them costs it
 * nothing. Each adds something to the document (a deletion alone would not move the writer's
 * clock), and none needs anything but the ones before it.
 */
export function writeEditScript(options: EditScriptOptions): ScriptedEdit[] {
  const { clientId, authorId, author, edits, themeIds, kind } = options;
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const script: ScriptedEdit[] = [];
  doc.on('update', (update: Uint8Array) => {
    script.push({ update, clockAfter: Y.getState(doc.store, clientId) });
  });

  let point: PointId | null = null;
  for (let number = 0; number < edits; number++) {
    const step = number % (CHANGES_PER_POINT + 1);
    const themeId = themeIds[number % themeIds.length] ?? 'theme';
    const place = { themeId, x: CARD_STEP * (number % 97), y: CARD_STEP * (number % 89) };
    if (point === null || step === 0 || kind === 'points') {
      point = addPoint(doc, { ...place, text: `${number} ${TEXT}`, authorId, author, unit: '石桥村' });
    } else if (step % 2 === 0) {
      placePoint(doc, point, { ...place, x: place.x + 1 });
    } else {
      editPointText(doc, point, `${number} ${TEXT.slice(0, 8 + (number % 24))}整改`);
    }
  }
  doc.destroy();
  if (script.length !== edits) throw new Error(`the script has ${script.length} updates for ${edits} edits`);
  return script;
}

/**
 * The clock that an update brings each of its clients to, for somebody who has what comes before
 * it.
 */
export function clocksAfter(update: Uint8Array): Map<number, number> {
  const clocks = new Map<number, number>();
  const withHole = new Set<number>();
  for (const struct of Y.decodeUpdate(update).structs) {
    const { client, clock } = struct.id;
    // Stands for what is missing; what comes after it is of no use.
    if (struct instanceof Y.Skip) withHole.add(client);
    else if (!withHole.has(client)) clocks.set(client, clock + struct.length);
  }
  return clocks;
}
