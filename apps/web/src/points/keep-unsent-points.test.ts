import { addPoint, createUndo, deletePoints, editPointText, readPoints, themeAreas } from '@gongyi/board';
import { newId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { keepUnsentPoints, restoreUnsentPoints } from './keep-unsent-points.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const ME = { id: 'me', name: '张三', unit: '石桥村' };
const AREAS = themeAreas([{ id: 't1', prompts: [] }]);
const DRAFT = { themeId: 't1', authorId: ME.id, author: ME.name, unit: ME.unit, x: 0, y: 0 };

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & {
  readonly content: Map<string, string>;
} {
  const content = new Map<string, string>();
  return {
    content,
    getItem: (key) => content.get(key) ?? null,
    setItem: (key, value) => void content.set(key, value),
    removeItem: (key) => void content.delete(key),
  };
}

/** A page of this device: its document and the outbox that storage gives it. */
function openPage(storage = memoryStorage()): { doc: Doc; outbox: Outbox; storage: ReturnType<typeof memoryStorage> } {
  const doc = new Doc();
  const outbox = createOutbox(storage, 'unsent');
  keepUnsentPoints(doc, outbox, ME.id);
  return { doc, outbox, storage };
}

function textsIn(outbox: Outbox): string[] {
  return outbox.list().map(({ text }) => text);
}

describe('the outbox', () => {
  test('holds what I add, as I last wrote it, until I delete it', () => {
    const { doc, outbox } = openPage();
    const id = addPoint(doc, { ...DRAFT, text: '第一条', source: 'masses' });
    editPointText(doc, id, '第一条，改过');
    expect(outbox.list()).toMatchObject([{ id, themeId: 't1', text: '第一条，改过', source: 'masses' }]);
    deletePoints(doc, [id]);
    expect(outbox.list()).toEqual([]);
  });

  test('holds a card of the canvas from its first word on, and no empty one', () => {
    const { doc, outbox } = openPage();
    const id = addPoint(doc, { ...DRAFT, text: '' });
    expect(outbox.list()).toEqual([]);
    editPointText(doc, id, '窗');
    editPointText(doc, id, '窗口没人');
    expect(textsIn(outbox)).toEqual(['窗口没人']);
  });

  test('holds a deletion that I take back', () => {
    const { doc, outbox } = openPage();
    const id = addPoint(doc, { ...DRAFT, text: '删错了' });
    const origin = {};
    const undo = createUndo(doc, origin);
    deletePoints(doc, [id], origin);
    undo.undo();
    expect(textsIn(outbox)).toEqual(['删错了']);
  });

  test('leaves alone what others write, what I write for others, and what is confirmed', () => {
    const { doc, outbox } = openPage();
    const other = new Doc();
    addPoint(other, { ...DRAFT, authorId: 'other', text: '别人的' });
    applyUpdate(doc, encodeStateAsUpdate(other));
    addPoint(doc, { ...DRAFT, authorId: 'third', text: '替人记的' });
    const id = addPoint(doc, { ...DRAFT, text: '我的' });
    outbox.remove([id]);
    editPointText(doc, id, '我的，改过');
    expect(outbox.list()).toEqual([]);
  });

  test('survives a closed tab and what else may stand under its key', () => {
    const { doc, storage } = openPage();
    addPoint(doc, { ...DRAFT, text: '没发出去' });
    expect(textsIn(openPage(storage).outbox)).toEqual(['没发出去']);
    for (const broken of ['{', '{}', '[1, null, {"id": "x"}]', '"text"']) {
      storage.content.set('unsent', broken);
      expect(openPage(storage).outbox.list()).toEqual([]);
    }
  });

  test('works for as long as the page is open when storage refuses', () => {
    const refuse = (): never => {
      throw new DOMException('no', 'QuotaExceededError');
    };
    for (const storage of [null, { getItem: refuse, setItem: refuse, removeItem: refuse }]) {
      const outbox = createOutbox(storage, 'unsent');
      const point = { id: newId<never>(), themeId: 't1', text: '只在内存', source: null, createdAt: '2026-01-01' };
      outbox.put(point);
      expect(outbox.list()).toEqual([point]);
      outbox.remove([point.id]);
      expect(outbox.list()).toEqual([]);
    }
  });

  test('two tabs of one device do not forget each other’s points', () => {
    const one = openPage();
    const two = openPage(one.storage);
    const id = addPoint(one.doc, { ...DRAFT, text: '第一页' });
    addPoint(two.doc, { ...DRAFT, text: '第二页' });
    one.outbox.remove([id]);
    expect(textsIn(openPage(one.storage).outbox)).toEqual(['第二页']);
  });
});

describe('after a reload', () => {
  test('what the server does not have is written again, under the same id', () => {
    const before = openPage();
    const id = addPoint(before.doc, {
      ...DRAFT,
      text: '离线写的',
      source: 'self',
      createdAt: '2026-01-02T03:04:05.000Z',
    });
    const after = openPage(before.storage);
    expect(restoreUnsentPoints(after.doc, after.outbox, ME, AREAS)).toEqual([id]);
    expect(readPoints(after.doc)).toMatchObject([
      { id, text: '离线写的', source: 'self', author: '张三', unit: '石桥村', createdAt: '2026-01-02T03:04:05.000Z' },
    ]);
  });

  test('what the server has already is not written twice', () => {
    const before = openPage();
    const id = addPoint(before.doc, { ...DRAFT, text: '其实到了' });
    const after = openPage(before.storage);
    applyUpdate(after.doc, encodeStateAsUpdate(before.doc));
    const vector = encodeStateAsUpdate(after.doc);
    expect(restoreUnsentPoints(after.doc, after.outbox, ME, AREAS)).toEqual([id]);
    expect(encodeStateAsUpdate(after.doc)).toEqual(vector);
  });

  test('two tabs that both write it end with one point', () => {
    const before = openPage();
    addPoint(before.doc, { ...DRAFT, text: '只有一条' });
    const tabs = [openPage(before.storage), openPage(before.storage)];
    for (const { doc, outbox } of tabs) restoreUnsentPoints(doc, outbox, ME, AREAS);
    for (const from of tabs) for (const to of tabs) applyUpdate(to.doc, encodeStateAsUpdate(from.doc));
    for (const { doc } of tabs) expect(readPoints(doc).map(({ text }) => text)).toEqual(['只有一条']);
  });

  test('a point whose theme is gone waits', () => {
    const { doc, outbox } = openPage();
    addPoint(doc, { ...DRAFT, themeId: 'gone', text: '无处可放' });
    const fresh = new Doc();
    expect(restoreUnsentPoints(fresh, outbox, ME, AREAS)).toEqual([]);
    expect(readPoints(fresh)).toEqual([]);
    expect(textsIn(outbox)).toEqual(['无处可放']);
  });
});
