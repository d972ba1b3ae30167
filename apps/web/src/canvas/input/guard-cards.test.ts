import { addPoint, editPointText, readPoint } from '@gongyi/board';
import { createStoreBinding, isPointShape, pointIdOf, pointShapeProps, shapeIdOf } from '@gongyi/board/store-binding';
import { createTLSchema, createTLStore, type IndexKey, type TLPageId, type TLShape } from '@tldraw/tldraw';
import { describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import { guardCards } from './guard-cards.ts';

function board() {
  const doc = new Doc();
  const place = { themeId: 'roads', x: 0, y: 0, text: '路灯不亮' };
  const mine = addPoint(doc, { ...place, authorId: 'me', author: '我' });
  const theirs = addPoint(doc, { ...place, authorId: 'other', author: '他' });
  const promoted = addPoint(doc, { ...place, authorId: 'me', author: '我' });
  const schema = createTLSchema({ shapes: { point: { props: pointShapeProps } }, bindings: {} });
  const store = createTLStore({ schema });
  const onNextFrame = () => () => undefined;
  const binding = createStoreBinding({ doc, store, pageId: 'page:page' as TLPageId, onNextFrame });
  guardCards(store, {
    mayMove: ({ authorId }) => authorId === 'me',
    mayDelete: (shapeId, { authorId }) => authorId === 'me' && pointIdOf(shapeId) !== promoted,
  });
  const card = (id: string) => {
    const shape = store.get(shapeIdOf(id));
    if (shape === undefined || !isPointShape(shape)) throw new Error('no card');
    return shape;
  };
  const change = (id: string, partial: Partial<TLShape>) =>
    store.update(shapeIdOf(id), (shape) => ({ ...shape, ...partial }) as TLShape);
  return { doc, store, binding, card, change, mine, theirs, promoted };
}

describe('guardCards', () => {
  it('lets a person move and raise their own cards, and nobody else\u2019s', () => {
    const { card, change, mine, theirs } = board();
    change(mine, { x: 50, index: 'a9' as IndexKey });
    change(theirs, { x: 50, index: 'a9' as IndexKey });
    expect(card(mine)).toMatchObject({ x: 50, index: 'a9' });
    expect(card(theirs)).toMatchObject({ x: 0, index: 'a1' });
  });

  it('keeps the text that others wrote when a whole old record is put back', () => {
    const { doc, store, binding, card, change, mine } = board();
    const before = card(mine);
    change(mine, { x: 50 });
    editPointText(doc, mine, '路灯亮了');
    binding.show();
    store.put([before as unknown as TLShape]);
    expect(card(mine)).toMatchObject({ x: 0, props: { text: '路灯亮了' } });
  });

  it('refuses turning and locking', () => {
    const { card, change, mine } = board();
    change(mine, { rotation: 1, isLocked: true, opacity: 0.2 });
    expect(card(mine)).toMatchObject({ rotation: 0, isLocked: false, opacity: 1 });
  });

  it('refuses to delete cards of others and promoted cards, but not what the document removes', () => {
    const { doc, store, mine, theirs, promoted } = board();
    store.remove([mine, theirs, promoted].map(shapeIdOf));
    expect([mine, theirs, promoted].map((id) => store.has(shapeIdOf(id)))).toEqual([false, true, true]);
    expect(readPoint(doc, mine)).toBeNull();
    store.mergeRemoteChanges(() => store.remove([shapeIdOf(promoted)]));
    expect(store.has(shapeIdOf(promoted))).toBe(false);
  });
});
