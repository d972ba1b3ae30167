import { addPoint, editPointText, readPoints } from '@gongyi/board';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Doc } from 'yjs';
import type { FakeSocket } from './test/fake-socket.ts';
import { memoryStorage } from './test/memory-storage.ts';
import { endOfTurn, openPage, stubBrowser, type TestPage } from './test/open-page.ts';

/** Above this many small edits are put together. */
const MANY = 130;

let pages: TestPage[] = [];
function open(storage = memoryStorage()): TestPage & { storage: ReturnType<typeof memoryStorage> } {
  const page = openPage({ storage });
  pages.push(page);
  return Object.assign(page, { storage });
}

beforeEach(() => void stubBrowser());
afterEach(() => {
  for (const page of pages) page.close();
  pages = [];
  vi.unstubAllGlobals();
});

const unsaved = ({ connection }: TestPage) => connection.getSnapshot().unsaved;
const textsIn = (doc: Doc) => readPoints(doc).map(({ text }) => text);
/** What is kept of edits; the device may have other things of ours. */
const keptBy = ({ content }: ReturnType<typeof memoryStorage>) =>
  [...content.keys()].filter((key) => key.startsWith('gongyi.edits.')).length;

async function save(socket: FakeSocket): Promise<void> {
  socket.read();
  await endOfTurn();
  socket.commit();
  await endOfTurn();
}

test('edits that were put together are saved with the last of them, not with the first', async () => {
  const page = open();
  const server = new Doc();
  const socket = page.comesOnline(server);
  await endOfTurn();
  const first = page.write('第一条');
  await endOfTurn();
  // The server reads the mark of the first, and commits nothing yet.
  socket.read();
  const others = Array.from({ length: MANY }, (_, index) => page.write(`第 ${index + 2} 条`));
  await endOfTurn();
  socket.commit();
  await endOfTurn();
  expect(unsaved(page)).toMatchObject({ changes: MANY + 1, isOnDevice: true });
  for (const id of [first, ...others]) expect(unsaved(page).points).toContain(id);
  expect(keptBy(page.storage)).toBeGreaterThan(0);

  // The tab is closed now, and the server has lost what it had not committed.
  page.close();
  const next = open(page.storage);
  const empty = new Doc();
  const nextSocket = next.comesOnline(empty);
  await endOfTurn();
  await save(nextSocket);
  expect(textsIn(empty)).toHaveLength(MANY + 1);
});

test('once all of them are committed nothing is left, here or on the device', async () => {
  const page = open();
  const server = new Doc();
  const socket = page.comesOnline(server);
  await endOfTurn();
  for (let n = 1; n <= MANY; n += 1) page.write(`第 ${n} 条`);
  await endOfTurn();
  expect(unsaved(page).changes).toBe(MANY);
  await save(socket);
  await save(socket);
  expect(textsIn(server)).toHaveLength(MANY);
  expect(unsaved(page).changes).toBe(0);
  expect(keptBy(page.storage)).toBe(0);
});

test('many small edits of one point take few places on the device, and count as one', async () => {
  const page = open();
  const id = page.write('字');
  for (let n = 1; n <= MANY * 3; n += 1) editPointText(page.doc, id, '字'.repeat((n % 7) + 1));
  await endOfTurn();
  expect(keptBy(page.storage)).toBeLessThanOrEqual(101);
  expect(unsaved(page)).toMatchObject({ changes: 1, points: new Set([id]), isOnDevice: true });
});

test('what an earlier page left is not put together with what this one writes before it has come in', async () => {
  const storage = memoryStorage();
  const earlier = open(storage);
  earlier.write('上一页写的');
  await endOfTurn();
  earlier.close();
  const page = open(storage);
  for (let n = 1; n <= MANY; n += 1) page.write(`第 ${n} 条`);
  await endOfTurn();
  // Nothing of it has reached a server: closed again, all of it is still there.
  page.close();
  const last = open(storage);
  const server = new Doc();
  addPoint(server, { themeId: 't', text: '别人的', authorId: 'b', author: '李四', unit: '', x: 0, y: 0 });
  const socket = last.comesOnline(server);
  await endOfTurn();
  await save(socket);
  await save(socket);
  expect(textsIn(server)).toHaveLength(MANY + 2);
  expect(unsaved(last).changes).toBe(0);
  expect(keptBy(storage)).toBe(0);
});
