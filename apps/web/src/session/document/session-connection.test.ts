import { addPoint, deletePoints, editPointText, presencePaceFrame, readPoints } from '@gongyi/board';
import { CLOSE_CODES } from '@gongyi/domain';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { FakeSocket } from './test/fake-socket.ts';
import { memoryStorage } from './test/memory-storage.ts';
import { endOfTurn, openPage, stubBrowser, type TestPage } from './test/open-page.ts';
import { presenceFrame } from './test/presence-frame.ts';

const pages: TestPage[] = [];
let browser: ReturnType<typeof stubBrowser>;

beforeEach(() => {
  browser = stubBrowser();
});

afterEach(() => {
  for (const page of pages.splice(0)) page.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(options?: Parameters<typeof openPage>[0]): TestPage {
  const page = openPage(options);
  pages.push(page);
  return page;
}

function serverWith(...texts: string[]): Doc {
  const server = new Doc();
  for (const text of texts) addPoint(server, { themeId: 't', text, authorId: 'b', author: '李四', x: 0, y: 0 });
  return server;
}

function textsIn(doc: Doc): string[] {
  return readPoints(doc).map(({ text }) => text);
}

function now(page: TestPage) {
  return page.connection.getSnapshot();
}

test('is online when the socket opens, and synced when the server has sent what it has', () => {
  const page = open();
  expect(now(page)).toMatchObject({ status: 'connecting', synced: false });
  FakeSocket.latest().accept(serverWith('已有'));
  expect(now(page)).toMatchObject({ status: 'online', synced: false });
  FakeSocket.latest().read();
  expect(now(page)).toMatchObject({ status: 'online', synced: true });
  expect(page.texts).toEqual(['已有']);
});

describe('what is unsaved', () => {
  test('an edit is unsaved until the server has committed it, not until it has read it', async () => {
    const page = open();
    const server = new Doc();
    const socket = page.comesOnline(server);
    const id = page.write('新写的');
    expect(now(page).unsaved).toMatchObject({ changes: 1, points: new Set([id]), isOnDevice: true });
    await endOfTurn();
    socket.read();
    expect(textsIn(server)).toEqual(['新写的']);
    expect(now(page).unsaved.changes).toBe(1);
    socket.commit();
    expect(now(page).unsaved.changes).toBe(0);
  });

  test('what was written before the connection is saved only after the exchange that carries it', async () => {
    const page = open();
    page.write('离线写的');
    await endOfTurn();
    const server = new Doc();
    const socket = FakeSocket.latest();
    socket.accept(server);
    socket.commit();
    expect(now(page).unsaved.changes).toBe(1);
    socket.read();
    await endOfTurn();
    socket.read();
    socket.commit();
    expect(textsIn(server)).toEqual(['离线写的']);
    expect(now(page).unsaved.changes).toBe(0);
  });

  test('what was written after the connection ended is asked for over the next one', async () => {
    const page = open();
    const server = serverWith('已有');
    const first = page.comesOnline(server);
    await endOfTurn();
    first.end(1006);
    page.write('断线后写的');
    await endOfTurn();
    page.connection.allow(false);
    page.connection.allow(true);
    const socket = page.comesOnline(server);
    await endOfTurn();
    socket.read();
    socket.commit();
    expect(textsIn(server)).toEqual(['已有', '断线后写的']);
    expect(now(page).unsaved.changes).toBe(0);
  });

  test('nothing is saved by a connection that ended, nor by the next before it was asked', async () => {
    const page = open();
    const socket = page.comesOnline(new Doc());
    page.write('丢在路上');
    await endOfTurn();
    socket.end(1006);
    expect(now(page)).toMatchObject({ status: 'offline', synced: false, unsaved: { changes: 1 } });
  });

  test('a point counts once, however much is typed in it; adding, changing and deleting count alike', async () => {
    const page = open();
    const socket = page.comesOnline(new Doc());
    const [first, second] = [page.write('一'), page.write('二')];
    await endOfTurn();
    socket.read();
    socket.commit();
    for (const text of ['一。', '一。二', '一。二。']) editPointText(page.doc, first, text);
    expect(now(page).unsaved.changes).toBe(1);
    deletePoints(page.doc, [second]);
    page.write('三');
    expect(now(page).unsaved.changes).toBe(3);
  });

  test('what others do does not count', () => {
    const page = open();
    page.comesOnline(serverWith('别人的'));
    expect(now(page).unsaved.changes).toBe(0);
  });

  test('one mark is under way at a time; what is written meanwhile is asked for by the next', async () => {
    const page = open();
    const socket = page.comesOnline(new Doc());
    socket.commit();
    page.write('一');
    page.write('二');
    await endOfTurn();
    page.write('三');
    page.write('四');
    await endOfTurn();
    socket.read();
    expect(socket.marks).toHaveLength(1);
    socket.commit();
    expect(now(page).unsaved.changes).toBe(2);
    socket.read();
    expect(socket.marks).toHaveLength(1);
    socket.commit();
    expect(now(page).unsaved.changes).toBe(0);
  });

  test('what a server in good health would have confirmed is late', () => {
    vi.useFakeTimers();
    const page = open();
    page.comesOnline(new Doc());
    page.write('等');
    expect(now(page).unsaved.isLate).toBe(false);
    vi.advanceTimersByTime(3_000);
    expect(now(page).unsaved.isLate).toBe(true);
    FakeSocket.latest().end(1006);
    vi.advanceTimersByTime(1_000);
    // On a new connection it is on its way again.
    page.comesOnline(new Doc());
    expect(now(page).unsaved).toMatchObject({ changes: 1, isLate: false });
    vi.advanceTimersByTime(3_000);
    expect(now(page).unsaved.isLate).toBe(true);
  });
});

describe('after a closed tab', () => {
  test('an edit of a point that the server has arrives, merged with what others did meanwhile', async () => {
    const storage = memoryStorage();
    const server = serverWith('窗口没人');
    const [point] = readPoints(server);
    const before = open({ storage });
    before.comesOnline(server).end(1006);
    editPointText(before.doc, point?.id ?? '', '窗口没人值班');
    before.close();
    editPointText(server, point?.id ?? '', '中午窗口没人');

    const after = open({ storage });
    expect(now(after).unsaved).toMatchObject({ changes: 1, isLate: false });
    const socket = after.comesOnline(server);
    expect(after.texts).toEqual(['中午窗口没人值班']);
    await endOfTurn();
    socket.read();
    expect(textsIn(server)).toEqual(['中午窗口没人值班']);
    expect(now(after).unsaved.changes).toBe(1);
    expect(storage.content.size).toBe(1);
    socket.commit();
    expect(now(after).unsaved.changes).toBe(0);
    expect(storage.content.size).toBe(0);
  });

  test('many small edits are kept as few, and none of them is lost', async () => {
    const storage = memoryStorage();
    const before = open({ storage });
    const id = before.write('');
    for (let length = 1; length <= 300; length += 1) editPointText(before.doc, id, '字'.repeat(length));
    expect(storage.content.size).toBeLessThanOrEqual(101);
    before.close();
    const server = new Doc();
    const after = open({ storage });
    const socket = after.comesOnline(server);
    await endOfTurn();
    socket.read();
    expect(textsIn(server)).toEqual(['字'.repeat(300)]);
    socket.commit();
    expect(storage.content.size).toBe(0);
  });

  test('two tabs that both find it end with one point', async () => {
    const storage = memoryStorage();
    const before = open({ storage });
    before.write('只有一条');
    before.close();
    const server = new Doc();
    for (const _ of [1, 2]) {
      const tab = open({ storage });
      const socket = tab.comesOnline(server);
      await endOfTurn();
      socket.read();
    }
    expect(textsIn(server)).toEqual(['只有一条']);
  });

  test('what another tab got confirmed meanwhile is unsaved no more', () => {
    const storage = memoryStorage();
    const before = open({ storage });
    before.write('另一页会送到');
    before.close();
    const tab = open({ storage });
    expect(now(tab).unsaved.changes).toBe(1);
    storage.content.clear();
    tab.comesOnline(new Doc());
    expect(now(tab).unsaved.changes).toBe(0);
  });

  test('nothing goes out in the name of another person', async () => {
    const storage = memoryStorage();
    const before = open({ storage });
    before.write('张三写的');
    before.close();
    const server = new Doc();
    const other = open({ storage, personId: 'other' });
    expect(now(other).unsaved.changes).toBe(0);
    other.comesOnline(server);
    await endOfTurn();
    FakeSocket.latest().read();
    expect(textsIn(server)).toEqual([]);
    expect(storage.content.size).toBe(1);
  });

  test('what may not be written now stays, and goes out over a new connection once it may', async () => {
    const storage = memoryStorage();
    const before = open({ storage });
    before.write('场次结束前没来得及');
    before.close();
    const server = new Doc();
    const page = open({ storage, mayWrite: false });
    const closed = page.comesOnline(server);
    await endOfTurn();
    closed.read();
    expect(textsIn(server)).toEqual([]);
    expect(now(page).unsaved.changes).toBe(1);
    page.connection.allow(true);
    const reopened = FakeSocket.latest();
    expect(reopened).not.toBe(closed);
    page.comesOnline(server);
    await endOfTurn();
    reopened.read();
    expect(textsIn(server)).toEqual(['场次结束前没来得及']);
  });

  test('what leans on words that the server lost is sent as it is, and not taken for saved', async () => {
    const storage = memoryStorage();
    const server = serverWith('会丢的');
    const before = open({ storage });
    before.comesOnline(server).end(1006);
    editPointText(before.doc, readPoints(before.doc)[0]?.id ?? '', '会丢的，改过');
    before.close();
    const page = open({ storage });
    const socket = page.comesOnline(new Doc());
    const sent = socket.inbox.length;
    expect(sent).toBeGreaterThan(0);
    await endOfTurn();
    expect(now(page).unsaved.changes).toBe(1);
    socket.read();
    // The server's document waits for what it lost: the edit has reached it.
    expect(socket.server.store.pendingStructs).not.toBeNull();
  });

  test('works for as long as the page is open when the device keeps nothing, and says so', async () => {
    const page = open({ storage: null });
    expect(now(page).unsaved).toMatchObject({ changes: 0, isOnDevice: false });
    page.write('只在内存');
    expect(now(page).unsaved).toMatchObject({ changes: 1, isOnDevice: false });
    const server = new Doc();
    const socket = page.comesOnline(server);
    await endOfTurn();
    socket.read();
    socket.commit();
    expect(textsIn(server)).toEqual(['只在内存']);
    expect(now(page).unsaved.changes).toBe(0);
  });
});

describe('a refusal', () => {
  test('throws the document away, on the device as well, and says what was in it', async () => {
    const storage = memoryStorage();
    const page = open({ storage });
    const server = serverWith('已有');
    page.comesOnline(server);
    page.write('不许写');
    const { doc } = page;
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    expect(page.doc).not.toBe(doc);
    expect(storage.content.size).toBe(0);
    expect(now(page).takenBack).toMatchObject({ changes: 1, texts: ['不许写'], full: null });
    page.comesOnline(server);
    expect(page.texts).toEqual(['已有']);
    now(page).dismissTakenBack();
    expect(now(page)).toMatchObject({ status: 'online', takenBack: null, unsaved: { changes: 0 } });
    page.close();
    expect(now(open({ storage })).unsaved.changes).toBe(0);
  });

  test.each([
    ['document', CLOSE_CODES.documentFull],
    ['share', CLOSE_CODES.shareFull],
  ] as const)('because the %s is full says so', async (full, code) => {
    const page = open();
    page.comesOnline(new Doc());
    page.write('放不下');
    FakeSocket.latest().end(code);
    await endOfTurn();
    expect(now(page).takenBack).toMatchObject({ changes: 1, texts: ['放不下'], full });
  });

  test('of rights that changed, and not of the edit, keeps the edit on the device until they are back', async () => {
    const page = open({ mayStillWrite: () => Promise.resolve(false) });
    page.comesOnline(new Doc());
    page.write('场次刚刚结束');
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    const server = new Doc();
    page.comesOnline(server);
    expect(page.texts).toEqual([]);
    expect(now(page)).toMatchObject({ takenBack: null, unsaved: { changes: 1, isOnDevice: true } });
    page.connection.allow(false);
    page.connection.allow(true);
    page.comesOnline(server);
    expect(page.texts).toEqual(['场次刚刚结束']);
  });

  test('that is still being asked about when the page is left throws nothing away, and opens no other socket', async () => {
    const storage = memoryStorage();
    let answer: (may: boolean) => void = () => undefined;
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const page = open({ storage, mayStillWrite: () => asked });
    page.comesOnline(new Doc());
    page.write('页面已离开');
    const socket = FakeSocket.latest();
    socket.end(CLOSE_CODES.forbidden);
    await endOfTurn();
    page.close();
    answer(true);
    await endOfTurn();
    expect(FakeSocket.latest()).toBe(socket);
    expect(now(open({ storage })).unsaved).toMatchObject({ changes: 1, isOnDevice: true });
  });

  test('for which nobody knows a reason keeps the edit, and tries it once more', async () => {
    const page = open({ mayStillWrite: () => Promise.reject(new Error('no answer')) });
    page.comesOnline(new Doc());
    page.write('不知为何');
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    page.comesOnline(new Doc());
    expect(page.texts).toEqual(['不知为何']);
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    expect(now(page)).toMatchObject({ status: 'refused', takenBack: null, unsaved: { changes: 1 } });
  });

  test('a second one in a short time is final until the person begins anew', async () => {
    const page = open();
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    expect(now(page).status).toBe('connecting');
    FakeSocket.latest().end(CLOSE_CODES.forbidden);
    await endOfTurn();
    expect(now(page)).toMatchObject({ status: 'refused', refusal: CLOSE_CODES.forbidden, synced: false });
    now(page).restart();
    expect(now(page)).toMatchObject({ status: 'connecting', refusal: null });
  });

  test('whoever is signed out keeps what they wrote for when they are back', async () => {
    const storage = memoryStorage();
    const page = open({ storage });
    page.write('登录过期前写的');
    FakeSocket.latest().end(CLOSE_CODES.notSignedIn);
    await endOfTurn();
    FakeSocket.latest().end(CLOSE_CODES.notSignedIn);
    await endOfTurn();
    expect(now(page)).toMatchObject({ status: 'refused', unsaved: { changes: 1, isOnDevice: true } });
    expect(storage.content.size).toBe(1);
  });

  test('a session that does not exist is not asked for again', async () => {
    const page = open();
    const socket = FakeSocket.latest();
    socket.end(CLOSE_CODES.noSuchSession);
    await endOfTurn();
    expect(now(page)).toMatchObject({ status: 'refused', refusal: CLOSE_CODES.noSuchSession });
    expect(FakeSocket.latest()).toBe(socket);
  });

  test('a server that takes nothing for now is asked again later, with the edits', async () => {
    vi.useFakeTimers();
    const page = open();
    page.comesOnline(new Doc());
    page.write('等存盘');
    const socket = FakeSocket.latest();
    socket.end(CLOSE_CODES.notSaving);
    expect(now(page)).toMatchObject({ status: 'busy', unsaved: { changes: 1 } });
    vi.advanceTimersByTime(3_000);
    expect(FakeSocket.latest()).toBe(socket);
    vi.advanceTimersByTime(5_000);
    const server = new Doc();
    page.comesOnline(server);
    expect(textsIn(server)).toEqual(['等存盘']);
  });

  test('of a server that takes nothing for now is not answered by a page that was left', () => {
    vi.useFakeTimers();
    const page = open();
    const socket = page.comesOnline(new Doc());
    socket.end(CLOSE_CODES.full);
    page.close();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.latest()).toBe(socket);
  });

  test('who one is survives a clean reload', async () => {
    const page = open();
    now(page).awareness.setLocalStateField('person', { id: 'a' });
    FakeSocket.latest().end(CLOSE_CODES.ended);
    await endOfTurn();
    expect(now(page).awareness.getLocalState()).toEqual({ person: { id: 'a' } });
  });
});

describe('a line that is dead and does not say so', () => {
  beforeEach(() => void vi.useFakeTimers());

  test('is left within seconds when the browser says that it is offline, unless the server answers', () => {
    const page = open();
    const socket = page.comesOnline(new Doc());
    browser.window.dispatchEvent(new Event('offline'));
    vi.advanceTimersByTime(1_000);
    socket.read();
    vi.advanceTimersByTime(10_000);
    expect(now(page).status).toBe('online');
    browser.window.dispatchEvent(new Event('offline'));
    vi.advanceTimersByTime(5_000);
    expect(now(page).status).toBe('offline');
    expect(FakeSocket.latest()).not.toBe(socket);
  });

  test('is left soon when an edit waits for it', () => {
    const page = open();
    page.comesOnline(new Doc());
    page.write('发不出去');
    vi.advanceTimersByTime(10_000);
    expect(now(page).status).toBe('offline');
  });

  test('is not left while the server answers, however long the database takes', async () => {
    const page = open();
    const socket = page.comesOnline(new Doc());
    page.write('数据库很慢');
    for (let seconds = 0; seconds < 60; seconds += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      socket.read();
    }
    expect(now(page)).toMatchObject({ status: 'online', unsaved: { changes: 1, isLate: true } });
    expect(FakeSocket.latest()).toBe(socket);
  });

  test('is tried anew at once when the network is back', () => {
    const page = open();
    page.comesOnline(new Doc()).end(1006);
    vi.advanceTimersByTime(60_000);
    const hanging = FakeSocket.latest();
    browser.window.dispatchEvent(new Event('online'));
    expect(FakeSocket.latest()).not.toBe(hanging);
    page.comesOnline(new Doc());
    expect(now(page).status).toBe('online');
  });
});

test('presence is worth sending every 100 ms until the server says how often', () => {
  const page = open();
  expect(now(page).presenceIntervalMs()).toBe(100);
  page.comesOnline(new Doc()).receive(presencePaceFrame(240));
  expect(now(page).presenceIntervalMs()).toBe(240);
});

test('who one is comes as news with each connection, so that others who dropped it take it again', () => {
  const { awareness } = now(open());
  awareness.setLocalStateField('person', { id: 'a' });
  const clock = () => awareness.meta.get(awareness.clientID)?.clock ?? 0;
  const before = clock();
  FakeSocket.latest().accept(new Doc());
  expect(clock()).toBeGreaterThan(before);
});

describe('somebody who said nothing new', () => {
  beforeEach(() => void vi.useFakeTimers());

  function somebody(): Awareness {
    const theirs = new Awareness(new Doc());
    theirs.setLocalStateField('person', { id: 'b' });
    return theirs;
  }

  function seesThem(page: TestPage, theirs: Awareness): boolean {
    return now(page).awareness.getStates().has(theirs.clientID);
  }

  test('is seen again at once after this page lost its connection', () => {
    const page = open();
    const theirs = somebody();
    const socket = page.comesOnline(new Doc());
    socket.receive(presenceFrame(theirs));
    expect(seesThem(page, theirs)).toBe(true);
    socket.end(1006);
    expect(seesThem(page, theirs)).toBe(false);
    vi.advanceTimersByTime(5_000);
    page.comesOnline(new Doc()).receive(presenceFrame(theirs));
    expect(seesThem(page, theirs)).toBe(true);
    theirs.destroy();
  });

  test('is seen again at once after their server was out of sight', () => {
    const page = open();
    const theirs = somebody();
    const socket = page.comesOnline(new Doc());
    socket.receive(presenceFrame(theirs));
    socket.receive(presenceFrame(theirs, { gone: true }));
    expect(seesThem(page, theirs)).toBe(false);
    socket.receive(presenceFrame(theirs));
    expect(seesThem(page, theirs)).toBe(true);
    theirs.destroy();
  });
});
