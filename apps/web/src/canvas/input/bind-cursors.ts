import { type Editor, InstancePresenceRecordType, type TLInstancePresence } from '@tldraw/tldraw';
import type { Awareness } from 'y-protocols/awareness';
import { fieldOf, readPerson } from '../../session/document/people.ts';
import { personColor } from '../../session/document/person-color.ts';

/** The field of an awareness state with the place of somebody's pointer in page pixels, or null. */
const CURSOR_FIELD = 'cursor';

/** However small the room: more often than this is not seen. */
const SHORTEST_INTERVAL_MS = 66;

type Cursor = { readonly x: number; readonly y: number };

function readCursor(state: unknown): Cursor | null {
  const cursor = fieldOf(state, CURSOR_FIELD);
  const [x, y] = [fieldOf(cursor, 'x'), fieldOf(cursor, 'y')];
  return Number.isFinite(x) && Number.isFinite(y) ? { x: x as number, y: y as number } : null;
}

/**
 * A page is known to tldraw by its awareness client: one person with two pages has two pointers.
 */
function presenceId(clientId: number): TLInstancePresence['id'] {
  return InstancePresenceRecordType.createId(`client-${clientId}`);
}

type Options = {
  /** The name of those who have none. */
  readonly nameless: string;
  /** How often, in ms, the room sends presence on: what is told in between is seen by nobody. */
  readonly intervalMs: () => number;
};

/**
 * Shows the pointers of the others on the canvas and tells them where ours is, until the returned
 * function is called. What arrives between two frames is shown at once; who leaves takes their
 * pointer along.
 */
export function bindCursors(editor: Editor, awareness: Awareness, { nameless, intervalMs }: Options): () => void {
  const changed = new Set<number>();
  let frame: number | null = null;
  let lastSentAt = 0;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let own: Cursor | null = null;

  function presenceOf(clientId: number): TLInstancePresence | null {
    const state = awareness.getStates().get(clientId);
    const person = readPerson(state);
    const cursor = readCursor(state);
    if (clientId === awareness.clientID || person === null || cursor === null) return null;
    return InstancePresenceRecordType.create({
      id: presenceId(clientId),
      currentPageId: editor.getCurrentPageId(),
      userId: `client-${clientId}`,
      userName: person.name || nameless,
      color: personColor(person.id),
      cursor: { ...cursor, type: 'default', rotation: 0 },
      // By our own clock: theirs may be wrong by hours.
      lastActivityTimestamp: Date.now(),
    });
  }

  function show(): void {
    frame = null;
    const clients = [...changed];
    changed.clear();
    const here: TLInstancePresence[] = [];
    const gone: TLInstancePresence['id'][] = [];
    for (const clientId of clients) {
      const presence = presenceOf(clientId);
      if (presence === null) gone.push(presenceId(clientId));
      else here.push(presence);
    }
    editor.store.mergeRemoteChanges(() => {
      editor.store.put(here);
      editor.store.remove(gone);
    });
  }

  function onAwareness({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void {
    for (const clientId of [...added, ...updated, ...removed]) changed.add(clientId);
    frame ??= requestAnimationFrame(show);
  }

  function send(): void {
    waiting = null;
    lastSentAt = Date.now();
    awareness.setLocalStateField(CURSOR_FIELD, own);
  }

  function setOwn(cursor: Cursor | null): void {
    own = cursor;
    const wait = lastSentAt + Math.max(SHORTEST_INTERVAL_MS, intervalMs()) - Date.now();
    if (wait <= 0 && waiting === null) send();
    else waiting ??= setTimeout(send, Math.max(0, wait));
  }

  // The browser's own moves: tldraw's events also tell of moves that it makes up when the camera
  // moves beneath the pointer.
  function onPointer({ clientX, clientY }: PointerEvent): void {
    const { x, y } = editor.screenToPage({ x: clientX, y: clientY });
    setOwn({ x: Math.round(x), y: Math.round(y) });
  }

  const canvas = editor.getContainer();
  const leave = (): void => setOwn(null);
  canvas.addEventListener('pointermove', onPointer);
  canvas.addEventListener('pointerleave', leave);
  awareness.on('change', onAwareness);
  onAwareness({ added: [...awareness.getStates().keys()], updated: [], removed: [] });

  return () => {
    canvas.removeEventListener('pointermove', onPointer);
    canvas.removeEventListener('pointerleave', leave);
    awareness.off('change', onAwareness);
    if (frame !== null) cancelAnimationFrame(frame);
    if (waiting !== null) clearTimeout(waiting);
    if (awareness.getLocalState() !== null) awareness.setLocalStateField(CURSOR_FIELD, null);
  };
}
