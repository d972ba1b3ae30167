import { addPointToTheme, readPoint, readPoints, themeAreas, withInbox } from '@gongyi/board';
import { INBOX_THEME_ID, type PointId, type SessionStage, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { Doc } from 'yjs';
import { moveIntoDocument } from './move-into-document.ts';
import type { Pending, PrivateContent } from './private-outbox.ts';

const AREAS = themeAreas(withInbox([{ id: 't1', prompts: ['服务态度'] }]));
const ID = 'p1' as PointId;
const CONTENT: PrivateContent = {
  themeId: 't1',
  text: '窗口中午没人',
  source: 'masses',
  category: 'idea',
  level: 'team',
  prompt: 0,
};
const AUTHOR = { id: 'me', name: '小李', unit: '石桥村' };

function sessionAt(stage: SessionStage) {
  const standing = { roles: ['participant' as const], unitIds: [] };
  const conditions = { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false };
  const rights = sessionRights(standing, conditions);
  return {
    closed: stage === 'closed',
    rights,
    me: { ...AUTHOR, kind: 'participant' as const, standing, takesPart: true, author: AUTHOR },
  };
}

function pending(changes: Partial<Pending> = {}): Pending {
  const said = { isStored: false, wasSent: false, isRevised: false, refused: null, isOnDevice: true };
  return { pointId: ID, content: CONTENT, at: 0, ...said, ...changes };
}

/** The server's document after the reveal, with the point in it or without. */
function revealed(text?: string): Doc {
  const doc = new Doc();
  if (text !== undefined) {
    const { id: authorId, name: author, unit } = AUTHOR;
    addPointToTheme(doc, { ...CONTENT, id: ID, text, authorId, author, unit }, AREAS);
  }
  return doc;
}

test('a point that the server never had is written, in its theme and in its author’s name', () => {
  const doc = revealed();
  expect(moveIntoDocument(doc, [pending()], sessionAt('collect'), AREAS)).toEqual([ID]);
  expect(readPoint(doc, ID)).toMatchObject({ ...CONTENT, authorId: 'me', author: '小李', unit: '石桥村' });
});

test.each<[what: string, stage: SessionStage, themeId: string]>([
  ['its themes are closed by now', 'vote', 't1'],
  ['its theme is unknown', 'collect', 'a theme of before'],
])('it comes to the inbox, for no prompt card, when %s', (_, stage, themeId) => {
  const doc = revealed();
  expect(moveIntoDocument(doc, [pending({ content: { ...CONTENT, themeId } })], sessionAt(stage), AREAS)).toEqual([ID]);
  expect(readPoint(doc, ID)).toMatchObject({ text: CONTENT.text, themeId: INBOX_THEME_ID, prompt: null });
});

test('what the server had and is not there was deleted after the reveal, and does not come back', () => {
  const doc = revealed();
  for (const stage of ['collect', 'vote'] as const) {
    const stored = pending({ isStored: true, wasSent: true });
    expect(moveIntoDocument(doc, [stored], sessionAt(stage), AREAS)).toEqual([ID]);
    expect(moveIntoDocument(doc, [{ ...stored, content: null }], sessionAt(stage), AREAS)).toEqual([ID]);
  }
  expect(readPoints(doc)).toEqual([]);
});

test('the newest wording, and a deletion, reach a point that was revealed', () => {
  const doc = revealed('窗口没人');
  expect(moveIntoDocument(doc, [pending({ isStored: true })], sessionAt('collect'), AREAS)).toEqual([ID]);
  expect(readPoints(doc)).toMatchObject([{ id: ID, text: CONTENT.text, category: 'idea' }]);
  expect(moveIntoDocument(doc, [pending({ content: null })], sessionAt('collect'), AREAS)).toEqual([ID]);
  expect(readPoints(doc)).toEqual([]);
});

test('what may not be written now waits, and what stands there already is done with', () => {
  const doc = revealed('窗口没人');
  const session = sessionAt('closed');
  expect(moveIntoDocument(doc, [pending()], session, AREAS)).toEqual([]);
  expect(moveIntoDocument(doc, [pending({ content: null })], session, AREAS)).toEqual([]);
  expect(moveIntoDocument(revealed(), [pending()], session, AREAS)).toEqual([]);
  expect(moveIntoDocument(doc, [pending({ content: { ...CONTENT, text: '窗口没人' } })], session, AREAS)).toEqual([ID]);
  expect(readPoints(doc)).toMatchObject([{ text: '窗口没人' }]);
});
