import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addPoint, deletePoints, editPointText, placePoint } from '../edits/point-operations.ts';
import { readPoint } from '../model/point.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { observePoints } from './observe-points.ts';

function recorder(doc: Y.Doc) {
  const seen: unknown[] = [];
  const stop = observePoints(doc, ({ added, changed, removed, local, origin }) => {
    seen.push({ added: [...added], changed: [...changed], removed: [...removed], local, origin });
  });
  return { seen, stop };
}

test('each transaction is told once, with what it touched and whose it was', () => {
  const doc = new Y.Doc();
  const { seen } = recorder(doc);
  const id = addPoint(doc, pointDraft(), 'me');
  doc.transact(() => {
    editPointText(doc, id, '改过的');
    placePoint(doc, id, { themeId: 'theme-2', x: 1, y: 2 });
  }, 'me');
  deletePoints(doc, [id], 'me');
  expect(seen).toEqual([
    { added: [id], changed: [], removed: [], local: true, origin: 'me' },
    { added: [], changed: [id], removed: [], local: true, origin: 'me' },
    { added: [], changed: [], removed: [id], local: true, origin: 'me' },
  ]);
});

test('what others did arrives as one change that is not local', () => {
  const theirs = new Y.Doc();
  const ours = new Y.Doc();
  const kept = addPoint(theirs, pointDraft());
  const deleted = addPoint(theirs, pointDraft());
  exchange([theirs, ours]);
  const { seen } = recorder(ours);
  const added = addPoint(theirs, pointDraft());
  editPointText(theirs, kept, '改过的');
  editPointText(theirs, deleted, '先改后删');
  deletePoints(theirs, [deleted]);
  exchange([theirs, ours]);
  expect(seen).toEqual([{ added: [added], changed: [kept], removed: [deleted], local: false, origin: 'remote' }]);
});

test('the listener can read what it is told of, and hears nothing once stopped', () => {
  const doc = new Y.Doc();
  const texts: (string | undefined)[] = [];
  const stop = observePoints(doc, ({ added }) => {
    for (const id of added) texts.push(readPoint(doc, id)?.text);
  });
  addPoint(doc, pointDraft({ text: '一' }));
  stop();
  addPoint(doc, pointDraft({ text: '二' }));
  expect(texts).toEqual(['一']);
});
