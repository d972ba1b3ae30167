import { addPoint, deletePoints, placePoint, readPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyStored, applyStoredV2 } from './apply-stored.ts';

/**
 * A page goes on with a point that was deleted elsewhere: where a document has what was collected
 * there, Yjs finds a hole to the left of what the page did next. Its values of one field are one
 * struct by then, of which the document has a part.
 */
function overlap() {
  const page = new Y.Doc();
  const id = addPoint(page, pointDraft());
  const doc = copyOf(page);
  const state = Y.encodeStateVector(doc);
  placePoint(page, id, { themeId: 'theme-1', x: 1, y: 1 });
  const collected = copyOf(page);
  deletePoints(collected, [id]);
  placePoint(page, id, { themeId: 'theme-1', x: 2, y: 2 });
  placePoint(page, id, { themeId: 'theme-1', x: 3, y: 3 });
  const other = addPoint(page, pointDraft({ text: '另一条' }));
  return { page, doc, collected, state, id, other };
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const forms: [string, typeof applyStored, typeof Y.encodeStateAsUpdate][] = [
  ['update', applyStored, Y.encodeStateAsUpdate],
  ['snapshot', applyStoredV2, Y.encodeStateAsUpdateV2],
];

test.each(forms)(
  '[RO2] an %s that goes on where the document has a hole is taken, with all else in it',
  (_, apply, encode) => {
    const { page, doc, collected, state, id, other } = overlap();
    doc.transact(() => {
      apply(doc, encode(collected, state));
      apply(doc, encode(page));
    });
    expect(readPoint(doc, other)?.text).toBe('另一条');
    expect(readPoint(doc, id)).toBeNull();
    expect(Y.getState(doc.store, page.clientID)).toBe(Y.getState(page.store, page.clientID));
    expect(doc.store.pendingStructs).toBeNull();
  },
);

test('[RO2] what cannot be read is still thrown', () => {
  const { page } = overlap();
  expect(() => applyStored(new Y.Doc(), Y.encodeStateAsUpdate(page).slice(0, -3))).toThrow();
});
