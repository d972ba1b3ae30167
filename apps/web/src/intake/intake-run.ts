import {
  addPoint,
  deletePoints,
  freePlaces,
  observePoints,
  readCards,
  recordTrace,
  type ThemeArea,
} from '@gongyi/board';
import type { Doc } from 'yjs';
import type { SessionDocument } from '../session/document/session-connection.ts';
import type { IntakePoint } from './rows/judge-rows.ts';

/**
 * Points of one transaction, which travels in one frame: of those it may have 500 characters each
 * and stays far under `syncMessageBytes`.
 */
const CHUNK_POINTS = 250;
const CHUNK_CHARS = 100_000;

/**
 * `stopped`: by the person; what was written stays. `refused`: the server took back what was sent,
 * as when the session was closed meanwhile. In both cases the same rows can be imported again, and
 * only what is missing will be written.
 */
export type RunPhase = 'running' | 'stopping' | 'done' | 'stopped' | 'refused';

export type RunState = {
  readonly phase: RunPhase;
  readonly total: number;
  /** Points that the server has confirmed as stored. */
  readonly confirmed: number;
};

type SeenDocument = Pick<SessionDocument, 'doc' | 'synced' | 'status' | 'unsaved'>;

export type IntakeRun = {
  readonly state: () => RunState;
  /**
   * Call it with each state of the document: it confirms what was stored, and writes the next
   * points when all before them are.
   */
  readonly look: (document: SeenDocument) => void;
  /** Writes no more. What is under way is still waited for. */
  readonly stop: () => void;
  /** Ids of the points that this run has written. */
  readonly written: () => readonly string[];
};

type Options = {
  readonly points: readonly IntakePoint[];
  readonly authorId: string;
  readonly areas: readonly ThemeArea[];
  readonly onChange: () => void;
  readonly now?: () => number;
};

/**
 * Writes points into the shared document, a few hundred at a time. The next are written only when
 * the server has stored all before: so however long a connection is away there is one frame to
 * catch up with, what is told of the progress is durable, and a run goes on by itself when the
 * connection is back. Points that are there already are passed over, so a run may be repeated.
 */
export function createIntakeRun({ points, authorId, areas, onChange, now = Date.now }: Options): IntakeRun {
  const origin = {};
  const begunAt = now();
  const written: string[] = [];
  let phase: RunPhase = 'running';
  let next = 0;
  let confirmed = 0;
  let underWay: readonly string[] = [];
  let places: Places | null = null;
  let isLooking = false;
  /** It does not know of what was written when it was looked at. */
  let writtenUnder: SeenDocument | null = null;

  function look(document: SeenDocument): void {
    // Writing tells of itself at once, and its listeners call this.
    if (isLooking || !isGoing(phase) || document === writtenUnder) return;
    if (!document.synced || document.status !== 'online') return;
    isLooking = true;
    try {
      step(document);
    } finally {
      isLooking = false;
    }
  }

  function step(document: SeenDocument): void {
    const { doc, unsaved } = document;
    if (underWay.some((id) => unsaved.points.has(id))) return;
    if (underWay.length > 0) {
      // Neither there nor deleted: the page has begun anew without them, because the server refused
      // them.
      if (underWay.some((id) => recordTrace(doc, id) === 'none')) {
        end('refused');
        return;
      }
      confirmed += underWay.length;
      underWay = [];
      onChange();
    }
    if (phase === 'stopping') {
      end('stopped');
      return;
    }
    while (underWay.length === 0 && next < points.length) underWay = writeNext(doc);
    writtenUnder = document;
    if (underWay.length === 0) end('done');
  }

  /** Gives the ids; none when all of them were there. */
  function writeNext(doc: Doc): string[] {
    if (places?.doc !== doc) {
      places?.stop();
      places = createPlaces(doc, areas);
    }
    const nextPlace = places.next;
    const first = next;
    const ids: string[] = [];
    let chars = 0;
    doc.transact(() => {
      for (; next < points.length && next - first < CHUNK_POINTS && chars < CHUNK_CHARS; next++) {
        const point = points[next];
        if (point === undefined) break;
        if (recordTrace(doc, point.id) === 'there') {
          confirmed++;
          continue;
        }
        chars += point.text.length;
        addPoint(
          doc,
          { ...point, ...nextPlace(point.themeId), authorId, createdAt: point.createdAt ?? momentOf(next) },
          origin,
        );
        ids.push(point.id);
      }
    }, origin);
    written.push(...ids);
    return ids;
  }

  /** In the order of the rows, and not in the future: points are shown oldest first. */
  function momentOf(index: number): string {
    return new Date(begunAt - points.length + index).toISOString();
  }

  function end(last: 'done' | 'stopped' | 'refused'): void {
    phase = last;
    places?.stop();
    places = null;
    onChange();
  }

  return {
    state: () => ({ phase, total: points.length, confirmed }),
    look,
    stop() {
      if (phase !== 'running') return;
      if (underWay.length === 0) end('stopped');
      else {
        phase = 'stopping';
        onChange();
      }
    },
    written: () => written,
  };
}

export function isGoing(phase: RunPhase): boolean {
  return phase === 'running' || phase === 'stopping';
}

/**
 * Takes an import back, as one edit: whatever of it is still there, except for `kept`. Gives how
 * many points it deleted.
 */
export function undoIntake(doc: Doc, ids: readonly string[], kept: (id: string) => boolean): number {
  const there = ids.filter((id) => recordTrace(doc, id) === 'there' && !kept(id));
  deletePoints(doc, there, {});
  return there.length;
}

type Places = {
  readonly doc: Doc;
  readonly next: (themeId: string) => { x: number; y: number };
  readonly stop: () => void;
};

/**
 * Free places, looked for once for all points of a theme, and again only when others have moved
 * something meanwhile.
 */
function createPlaces(doc: Doc, areas: readonly ThemeArea[]): Places {
  let ofTheme = new Map<string, () => { x: number; y: number }>();
  let cards: ReturnType<typeof readCards> | null = null;
  const stop = observePoints(doc, ({ local }) => {
    if (local) return;
    ofTheme = new Map();
    cards = null;
  });
  return {
    doc,
    stop,
    next(themeId) {
      let next = ofTheme.get(themeId);
      if (next === undefined) {
        cards ??= readCards(doc);
        next = freePlaces(areas, themeId, cards);
        ofTheme.set(themeId, next);
      }
      return next();
    },
  };
}
