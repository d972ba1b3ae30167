import type { Point } from '@gongyi/board';
import { newId, type Role } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { canAddPoints, canDeletePoint, canEditPoint, isMine } from './point-rights.ts';

function pointOf(authorId: string): Point {
  return {
    id: newId(),
    themeId: 't',
    x: 0,
    y: 0,
    text: '要点',
    authorId,
    author: '',
    unit: '',
    source: null,
    channel: '',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

function sessionAs(role: Role, closed = false) {
  return { closed, me: { id: 'me', standing: { roles: [role], unitIds: [] } } };
}

describe('what the page offers', () => {
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
    expect(canEditPoint(session, pointOf('me'))).toBe(editsOwn);
    expect(canEditPoint(session, pointOf('other'))).toBe(editsOthers);
  });

  test('nothing is written in a closed session', () => {
    const session = sessionAs('facilitator', true);
    expect(canAddPoints(session)).toBe(false);
    expect(canEditPoint(session, pointOf('me'))).toBe(false);
    expect(canDeletePoint(session, pointOf('me'), false)).toBe(false);
  });

  test('a promoted point stays, though its text may be mended', () => {
    const session = sessionAs('participant');
    expect(canEditPoint(session, pointOf('me'))).toBe(true);
    expect(canDeletePoint(session, pointOf('me'), true)).toBe(false);
    expect(canDeletePoint(session, pointOf('me'), false)).toBe(true);
  });

  test('a point without an author is nobody’s', () => {
    const session = {
      ...sessionAs('participant'),
      me: { id: '', standing: { roles: ['participant' as const], unitIds: [] } },
    };
    expect(isMine(session, pointOf(''))).toBe(false);
    expect(canEditPoint(session, pointOf(''))).toBe(false);
  });
});
