import type { Point, ThemeArea } from '@gongyi/board';
import { type ErrorCode, newId, type PointId } from '@gongyi/domain';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type SessionView, useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { deviceStorage } from '../../ui/device-storage.ts';
import type { SessionDocument } from '../document/session-connection.ts';
import { deliverPrivatePoint } from './deliver-private-point.ts';
import { moveIntoDocument } from './move-into-document.ts';
import { type MinePoints, noteStoredPoint } from './note-stored-point.ts';
import { createPrivateOutbox, type Pending, type PrivateContent, type PrivateOutbox } from './private-outbox.ts';

/** One of this person's own points that nobody else sees before the reveal. */
export type PrivatePoint = PrivateContent & {
  readonly id: PointId;
  readonly isWaiting: boolean;
  /** Why the server will not take it, else null. */
  readonly refused: ErrorCode | null;
};

export type PrivatePoints = {
  /** Oldest first. */
  readonly points: readonly PrivatePoint[];
  readonly add: (content: PrivateContent) => string;
  readonly change: (pointId: PointId, content: PrivateContent) => void;
  readonly remove: (pointId: PointId) => void;
  /** What the server has not confirmed, and what there is to say of it. */
  readonly waiting: {
    readonly ids: ReadonlySet<string>;
    readonly changes: number;
    readonly isOnDevice: boolean;
    readonly isLate: boolean;
  };
};

type Shared = { readonly outbox: PrivateOutbox; readonly subscribe: (listener: () => void) => () => void };

/**
 * One for each session and person, for as long as the tab is open: what waits goes out whatever
 * page is shown.
 */
const open = new Map<string, Shared>();

window.addEventListener('online', () => {
  for (const { outbox } of open.values()) outbox.wake();
});

window.addEventListener('beforeunload', (event) => {
  for (const { outbox } of open.values()) {
    if (outbox.pending().some(({ isOnDevice }) => !isOnDevice)) event.preventDefault();
  }
});

const LATE_MS = 3_000;

type Trpc = ReturnType<typeof useTRPC>;
type Client = ReturnType<typeof useTRPCClient>;

function sharedFor(sessionId: string, authorId: string, trpc: Trpc, client: Client, queryClient: QueryClient): Shared {
  const key = `${sessionId} ${authorId}`;
  const known = open.get(key);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  const mine = trpc.privatePoints.mine.queryOptions({ sessionId });
  const outbox = createPrivateOutbox({
    storage: deviceStorage(),
    sessionId,
    authorId,
    deliver: (pending) => deliverPrivatePoint(client, sessionId, pending),
    onStored: (pointId, content) => noteStoredPoint(queryClient, mine, pointId, content),
    onChange() {
      for (const listener of listeners) listener();
    },
  });
  const shared: Shared = {
    outbox,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  open.set(key, shared);
  return shared;
}

/**
 * What this person writes for themselves until the reveal. It is shown at once and sent when that
 * is possible; at the reveal it goes on being shown until it stands in the document, so that
 * nothing is missing and nothing is there twice.
 */
export function usePrivatePoints(
  session: SessionView,
  document: SessionDocument,
  inDocument: readonly Point[],
  areas: readonly ThemeArea[],
): PrivatePoints {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { id: sessionId, privateWriting, revealing, closed } = session;
  const { id: authorId } = session.me.author;
  const { outbox, subscribe } = useMemo(
    () => sharedFor(sessionId, authorId, trpc, client, queryClient),
    [sessionId, authorId, trpc, client, queryClient],
  );
  const pending = useSyncExternalStore(subscribe, outbox.pending);
  const { data: mine } = useQuery(
    trpc.privatePoints.mine.queryOptions({ sessionId }, { enabled: privateWriting && !revealing }),
  );
  useEffect(() => outbox.allow(privateWriting && !revealing && !closed), [outbox, privateWriting, revealing, closed]);
  useRevealed(session, document, outbox, pending, areas);

  const arrived = useArrived(inDocument, privateWriting);
  const points = useMemo(() => privatePoints(mine ?? [], pending, arrived), [mine, pending, arrived]);
  const add = useCallback(
    (content: PrivateContent) => {
      const id = newId<PointId>();
      outbox.put(id, content, false);
      return id;
    },
    [outbox],
  );
  const change = useCallback(
    (id: PointId, content: PrivateContent) => outbox.put(id, content, isStored(mine, id)),
    [outbox, mine],
  );
  const remove = useCallback((id: PointId) => outbox.remove(id, isStored(mine, id)), [outbox, mine]);
  return { points, add, change, remove, waiting: useWaiting(pending) };
}

function isStored(mine: MinePoints | undefined, id: PointId): boolean {
  return mine?.some((point) => point.id === id) === true;
}

/**
 * Ids that were seen in the document. One that is deleted there again does not come back as a
 * private point.
 */
function useArrived(inDocument: readonly Point[], privateWriting: boolean): ReadonlySet<string> {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const known = useRef(arrived);
  useEffect(() => {
    if (inDocument.every(({ id }) => known.current.has(id))) return;
    known.current = new Set([...known.current, ...inDocument.map(({ id }) => id)]);
    setArrived(known.current);
  }, [inDocument]);
  return useMemo(
    // Not one frame with a point in both lists.
    () => (privateWriting ? arrived : new Set([...arrived, ...inDocument.map(({ id }) => id)])),
    [arrived, inDocument, privateWriting],
  );
}

function privatePoints(mine: MinePoints, pending: readonly Pending[], arrived: ReadonlySet<string>): PrivatePoint[] {
  const changed = new Map(pending.map((entry) => [entry.pointId as string, entry]));
  const ofServer = mine.flatMap(({ id, themeId, text, source, category, level, prompt }) => {
    const entry = changed.get(id);
    if (entry !== undefined) return shown(entry);
    const point = { id: id as PointId, themeId, text, source, category, level, prompt };
    return [{ ...point, isWaiting: false, refused: null }];
  });
  const known = new Set(mine.map(({ id }) => id));
  const ofDevice = pending.filter(({ pointId }) => !known.has(pointId)).flatMap(shown);
  return [...ofServer, ...ofDevice].filter(({ id }) => !arrived.has(id));
}

function shown({ pointId, content, refused }: Pending): PrivatePoint[] {
  return content === null ? [] : [{ id: pointId, ...content, isWaiting: refused === null, refused }];
}

/**
 * What had not gone out at the reveal goes into the document, once that is known to hold all that
 * was revealed.
 */
function useRevealed(
  session: SessionView,
  { doc, synced, restart }: SessionDocument,
  outbox: PrivateOutbox,
  pending: readonly Pending[],
  areas: readonly ThemeArea[],
): void {
  const { privateWriting } = session;
  /** Whether the document was loaded before the reveal. */
  const isOlder = useRef(privateWriting);
  useEffect(() => {
    if (privateWriting) {
      isOlder.current = true;
      return;
    }
    if (pending.length === 0 || !synced) return;
    if (isOlder.current && pending.some(({ wasSent }) => wasSent)) {
      isOlder.current = false;
      restart();
      return;
    }
    for (const id of moveIntoDocument(doc, pending, session, areas)) outbox.forget(id);
  }, [privateWriting, session, doc, synced, restart, outbox, pending, areas]);
}

function useWaiting(pending: readonly Pending[]): PrivatePoints['waiting'] {
  const waiting = useMemo(() => pending.filter(({ refused }) => refused === null), [pending]);
  const lateAt = waiting.reduce((at, entry) => Math.min(at, entry.at + LATE_MS), Number.POSITIVE_INFINITY);
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    setIsLate(lateAt <= Date.now());
    if (!Number.isFinite(lateAt)) return;
    const timer = setTimeout(() => setIsLate(true), Math.max(0, lateAt - Date.now()));
    return () => clearTimeout(timer);
  }, [lateAt]);
  return useMemo(
    () => ({
      ids: new Set(waiting.map(({ pointId }) => pointId as string)),
      changes: waiting.length,
      isOnDevice: waiting.every(({ isOnDevice }) => isOnDevice),
      isLate,
    }),
    [waiting, isLate],
  );
}
