import type { FormerPoint } from '@gongyi/api';
import { addPoint, deletePoints, type Point, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSessionPoints } from './session-points.ts';

const THEMES = [{ id: 'theme-1', prompts: ['一', '二', '三'] }];

function pointsOf(doc: Y.Doc) {
  return createSessionPoints(() => ({
    readDocument: async (_sessionId, read) => read(doc),
    changeDocument: async (_sessionId, change) => doc.transact(() => change(doc)),
  }));
}

function addAndDelete(doc: Y.Doc, text: string): FormerPoint {
  const id = addPoint(doc, pointDraft({ text }));
  const former = readPoint(doc, id) as Point;
  deletePoints(doc, [id]);
  return former;
}

test('points are brought back as one edit, and those that are there are left as they are', async () => {
  const doc = new Y.Doc();
  const [first, second] = [addAndDelete(doc, '一'), addAndDelete(doc, '二')];
  const points = pointsOf(doc);
  expect(await points.bringBack('s1', [first], THEMES)).toEqual([first.id]);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  expect(await points.bringBack('s1', [first, second], THEMES)).toEqual([second.id]);
  expect(updates).toHaveLength(1);
  expect(readPoints(doc).map(({ text }) => text)).toEqual(['一', '二']);
});

test('nothing is brought back that would be too much', async () => {
  const doc = new Y.Doc();
  const former = addAndDelete(doc, '一');
  doc.transact(() => {
    for (let n = 0; n < LIMITS.pointsPerSession; n++) addPoint(doc, pointDraft({ text: '' }));
  });
  const bringing = pointsOf(doc).bringBack('s1', [former], THEMES);
  await expect(bringing).rejects.toMatchObject({ code: 'limitReached' });
  expect(readPoint(doc, former.id)).toBeNull();
});
