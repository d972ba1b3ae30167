import {
  NO_SESSION_RIGHTS,
  type Role,
  type SessionStage,
  STAGE_SWITCHES,
  type Standing,
  sessionRights,
} from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import {
  canAddPoints,
  canDeletePoint,
  canDraw,
  canEditPoint,
  canMovePoint,
  canTakeBack,
  canWrite,
  isMine,
  losesRights,
} from './point-rights.ts';

function sessionAs(role: Role, stage: SessionStage = 'collect') {
  const standing: Standing = { roles: [role], unitIds: [] };
  const conditions = { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false };
  return {
    closed: stage === 'closed',
    rights: sessionRights(standing, conditions),
    me: { author: { id: 'me' } },
  };
}

const MINE = { authorId: 'me' };
const OTHERS = { authorId: 'other' };

describe('what the page offers while points are collected', () => {
  test.each<[Role, boolean, boolean, boolean]>([
    // role, adds, edits own, edits others'
    ['participant', true, true, false],
    ['liaison', true, true, false],
    ['supervisor', false, false, false],
    ['secretary', true, true, true],
    ['facilitator', true, true, true],
  ])('%s', (role, adds, editsOwn, editsOthers) => {
    const session = sessionAs(role);
    expect(canAddPoints(session)).toBe(adds);
    expect(canEditPoint(session, MINE)).toBe(editsOwn);
    expect(canEditPoint(session, OTHERS)).toBe(editsOthers);
    expect(canMovePoint(session, OTHERS)).toBe(editsOthers);
  });
});

test.each<[SessionStage, boolean, boolean, boolean, boolean]>([
  // stage, adds, edits own, moves own, moves others'
  ['brief', true, true, false, false],
  ['collect', true, true, true, false],
  ['sort', true, true, true, true],
  ['vote', true, false, false, false],
  ['agree', true, false, false, false],
  ['closed', false, false, false, false],
])('what a participant is offered in the stage %s', (stage, adds, editsOwn, movesOwn, movesOthers) => {
  const session = sessionAs('participant', stage);
  expect(canAddPoints(session)).toBe(adds);
  expect(canWrite(session)).toBe(adds);
  expect(canEditPoint(session, MINE)).toBe(editsOwn);
  expect(canMovePoint(session, MINE)).toBe(movesOwn);
  expect(canMovePoint(session, OTHERS)).toBe(movesOthers);
});

test.each(['vote', 'agree', 'closed'] as const)('what was done before is not taken back in the stage %s', (stage) => {
  expect(canTakeBack(sessionAs('participant', stage))).toBe(false);
});

test('while one may edit or move, one may take back', () => {
  expect(canTakeBack(sessionAs('participant', 'collect'))).toBe(true);
  expect(canTakeBack(sessionAs('participant', 'sort'))).toBe(true);
  expect(canTakeBack(sessionAs('facilitator', 'agree'))).toBe(true);
});

test.each<[Role, SessionStage, SessionStage, boolean]>([
  ['participant', 'sort', 'vote', true],
  ['participant', 'sort', 'collect', true],
  ['participant', 'sort', 'closed', true],
  // The themes take no more points.
  ['participant', 'collect', 'sort', true],
  ['participant', 'vote', 'agree', false],
  ['participant', 'vote', 'sort', false],
  ['facilitator', 'sort', 'vote', false],
  ['facilitator', 'agree', 'closed', true],
])('a %s who goes from the stage %s to %s loses rights: %s', (role, before, after, expected) => {
  expect(losesRights(sessionAs(role, before).rights, sessionAs(role, after).rights)).toBe(expected);
});

test('who may only add to the inbox now, or only privately, has lost a right', () => {
  const { rights } = sessionAs('participant', 'collect');
  expect(losesRights(rights, { ...rights, add: 'inbox' })).toBe(true);
  expect(losesRights(rights, { ...rights, add: 'none' })).toBe(true);
  expect(losesRights({ ...rights, add: 'inbox' }, rights)).toBe(false);
  expect(losesRights(rights, { ...rights, addPrivately: true })).toBe(true);
  expect(losesRights({ ...rights, addPrivately: true }, rights)).toBe(false);
  expect(losesRights(rights, { ...rights, vote: !rights.vote })).toBe(false);
});

test('who may draw may take back what they drew, and nothing else', () => {
  const session = sessionAs('participant', 'vote');
  expect(canDraw(session)).toBe(false);
  const drawing = { ...session, rights: { ...session.rights, draw: true } };
  expect(canDraw(drawing)).toBe(true);
  expect(canTakeBack(drawing)).toBe(false);
  expect(canWrite({ closed: false, rights: { ...NO_SESSION_RIGHTS, draw: true } })).toBe(true);
  expect(canDraw({ ...drawing, closed: true })).toBe(false);
});

test('nothing is written in a closed session, by whomever', () => {
  const session = sessionAs('facilitator', 'closed');
  expect(canAddPoints(session)).toBe(false);
  expect(canEditPoint(session, MINE)).toBe(false);
  expect(canMovePoint(session, MINE)).toBe(false);
  expect(canDeletePoint(session, MINE, false)).toBe(false);
});

test('a promoted point stays, though its text may be mended', () => {
  const session = sessionAs('participant');
  expect(canEditPoint(session, MINE)).toBe(true);
  expect(canDeletePoint(session, MINE, true)).toBe(false);
  expect(canDeletePoint(session, MINE, false)).toBe(true);
});

test('a point without an author is nobody’s', () => {
  const session = { ...sessionAs('participant'), me: { author: { id: '' } } };
  expect(isMine(session, { authorId: '' })).toBe(false);
  expect(canEditPoint(session, { authorId: '' })).toBe(false);
});
