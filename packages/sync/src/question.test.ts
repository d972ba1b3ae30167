import { addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { requestFrame } from './protocol.ts';
import { createQuestion } from './question.ts';

test('[BO2] all who join are asked with the same frame, until the document has more', () => {
  const doc = new Y.Doc();
  const question = createQuestion(doc);
  const { frame } = question;
  expect(frame).toEqual(requestFrame(doc));
  expect(question.frame).toBe(frame);

  const asked: Uint8Array[] = [];
  doc.on('update', () => asked.push(question.frame));
  addPoint(doc, pointDraft());
  expect(asked).toEqual([requestFrame(doc)]);
  const other = new Y.Doc();
  addPoint(other, pointDraft());
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(question.frame).toEqual(requestFrame(doc));
  expect(question.frame).not.toEqual(frame);
  question.dispose();
});
