import { addPoint, deletePoints, editPointText, readPoints } from '@gongyi/board';
import { randomEdit, randomText, SOAK, seededRandom, seedsOf } from '@gongyi/board/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { saveStateOf } from './save-state.ts';
import { FakeSocket } from './test/fake-socket.ts';
import { memoryStorage } from './test/memory-storage.ts';
import { endOfTurn, openPage, stubBrowser } from './test/open-page.ts';

const STEPS = 400;
const CALM_EVERY = 50;

beforeEach(() => {
  vi.useFakeTimers();
  stubBrowser();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function copyOf(doc: Doc): Doc {
  const copy = new Doc();
  applyUpdate(copy, encodeStateAsUpdate(doc));
  return copy;
}

function contentOf(doc: Doc): string {
  return JSON.stringify(readPoints(doc));
}

/** Whether nothing of `page` is missing in `server`. */
function hasAll(server: Doc, page: Doc): boolean {
  const both = copyOf(server);
  applyUpdate(both, encodeStateAsUpdate(page));
  return contentOf(both) === contentOf(server);
}

test.each(seedsOf(SOAK.seeds))('whatever breaks, "saved" is true and no edit is lost (seed %i)', async (seed) => {
  const random = seededRandom(seed);
  const storage = memoryStorage();
  let server = new Doc();
  let committed = new Doc();
  let page = openPage({ storage });
  let socket: FakeSocket | null = null;
  let isAsked = false;
  /** What the person did last to each point: its text, or null for a deletion. */
  const wanted = new Map<string, string | null>();

  function edit(): void {
    const mine = readPoints(page.doc).filter(({ authorId }) => authorId === 'me');
    if (mine.length === 0 || random.chance(0.3)) {
      const text = `${wanted.size} ${randomText(random, 5)}`;
      wanted.set(page.write(text), text);
      return;
    }
    const { id, text } = random.pick(mine);
    if (random.chance(0.2)) {
      deletePoints(page.doc, [id]);
      wanted.set(id, null);
    } else {
      const edited = `${text.split(' ')[0]} ${randomEdit(random, text.slice(text.indexOf(' ') + 1))}`;
      editPointText(page.doc, id, edited);
      wanted.set(id, readPoints(page.doc).find((point) => point.id === id)?.text ?? '');
    }
  }

  function othersWrite(): void {
    addPoint(server, { themeId: 't', text: '别人的', authorId: 'b', author: '李四', x: 0, y: 0 });
    applyUpdate(committed, encodeStateAsUpdate(server));
  }

  function hangUp(): void {
    socket?.end(1006);
    socket = null;
  }

  async function connect(): Promise<void> {
    if (socket !== null) return;
    await vi.advanceTimersByTimeAsync(3_000);
    socket = FakeSocket.latest();
    socket.open(server);
    isAsked = false;
  }

  function ask(): void {
    if (socket === null || isAsked) return;
    isAsked = true;
    socket.ask();
  }

  function commit(): void {
    committed = copyOf(server);
    socket?.commit();
  }

  function crash(): void {
    server = copyOf(committed);
    hangUp();
  }

  async function reopen(): Promise<void> {
    page.close();
    socket = null;
    page = openPage({ storage });
  }

  function check(): void {
    const { kind } = saveStateOf(page.connection.getSnapshot(), true);
    if (kind === 'saved') expect(hasAll(committed, page.doc)).toBe(true);
  }

  const steps: readonly (readonly [weight: number, step: () => unknown])[] = [
    [8, edit],
    [10, () => socket?.read()],
    [10, commit],
    [4, connect],
    [4, ask],
    [2, othersWrite],
    [1, hangUp],
    [1, crash],
    [1, reopen],
  ];
  const bag = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step));

  /** Nothing breaks for a while. */
  async function calm(): Promise<void> {
    await connect();
    ask();
    for (let i = 0; i < 4; i += 1) {
      socket?.read();
      await endOfTurn();
      commit();
    }
  }

  for (let i = 1; i <= STEPS; i += 1) {
    await random.pick(bag)();
    await endOfTurn();
    check();
    if (i % CALM_EVERY !== 0) continue;
    await calm();
    expect(saveStateOf(page.connection.getSnapshot(), true).kind).toBe('saved');
    check();
  }

  expect(storage.content.size).toBe(0);
  const stored = new Map(readPoints(committed).map(({ id, text }) => [id as string, text]));
  for (const [id, text] of wanted) expect(stored.get(id) ?? null).toBe(text);
  page.close();
});
