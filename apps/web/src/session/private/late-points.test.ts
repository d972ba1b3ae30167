import { addPointToTheme, type Point, readPoints, themeAreas, withInbox } from '@gongyi/board';
import { type SessionStage, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { Doc } from 'yjs';
import { latePoints, putIntoInbox } from './late-points.ts';

const AREAS = themeAreas(withInbox([{ id: 't1', prompts: ['服务态度'] }]));
const AUTHOR = { authorId: 'me', author: '小李', unit: '石桥村' } as const;

function sessionAt(stage: SessionStage) {
  const standing = { roles: ['participant' as const], unitIds: [] };
  const conditions = { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false };
  const author = { id: 'me', name: '小李', unit: '石桥村' };
  return {
    rights: sessionRights(standing, conditions),
    me: { ...author, kind: 'participant' as const, standing, takesPart: true, author },
  };
}

/** Written on a page that the server then did not believe. */
function refusedPoint(themeId = 't1', authorId: string = AUTHOR.authorId): Point {
  const page = new Doc();
  addPointToTheme(page, { themeId, text: '晚到的一条', ...AUTHOR, authorId, level: 'team', prompt: null }, AREAS);
  const [point] = readPoints(page);
  if (point === undefined) throw new Error('the page has its point');
  return point;
}

test('a point that came after its theme was closed is put into the inbox, as it was', () => {
  const doc = new Doc();
  const refused = refusedPoint();
  putIntoInbox(doc, latePoints(doc, [refused], sessionAt('vote')), AREAS);
  expect(readPoints(doc)).toMatchObject([
    { id: refused.id, themeId: 'inbox', text: '晚到的一条', level: 'team', createdAt: refused.createdAt },
  ]);
});

test('what is there, is not theirs, or was refused for another reason stays as it is', () => {
  const doc = new Doc();
  const there = refusedPoint();
  addPointToTheme(doc, { ...there, themeId: 't1' }, AREAS);
  const session = sessionAt('vote');
  expect(latePoints(doc, [there, refusedPoint('inbox'), refusedPoint('t1', 'other')], session)).toEqual([]);
  expect(latePoints(new Doc(), [there], sessionAt('collect'))).toEqual([]);
  expect(latePoints(new Doc(), [there], sessionAt('closed'))).toEqual([]);
  // While points are written privately, the document takes none in the inbox either.
  const { rights, me } = session;
  expect(latePoints(new Doc(), [there], { me, rights: { ...rights, addPrivately: true } })).toEqual([]);
  const wordless = { ...refusedPoint(), text: ' \n' };
  expect(latePoints(new Doc(), [wordless, there], session)).toEqual([there]);
});
