import { NO_SESSION_RIGHTS, type SessionRights } from '@gongyi/domain';
import { expect, it } from 'vitest';
import type { SessionView } from '../../api/trpc.ts';
import { canvasRights, mayChangeAnything, mayErase } from './canvas-rights.ts';

function rightsOf(rights: Partial<SessionRights>) {
  const me = { standing: { roles: ['participant'], unitIds: [] }, author: { id: 'me', name: '', unit: '' } };
  return canvasRights({ me, rights: { ...NO_SESSION_RIGHTS, ...rights } } as unknown as SessionView);
}

const MINE = { authorId: 'me' };
const OTHERS = { authorId: 'other' };
const NOBODYS = { authorId: '' };

it('lets whoever draws erase their own strokes, and whoever may edit any point those of all', () => {
  const participant = rightsOf({ draw: true });
  expect([MINE, OTHERS, NOBODYS].map((stroke) => mayErase(participant, stroke))).toEqual([true, false, false]);
  const facilitator = rightsOf({ draw: true, editAny: true });
  expect([MINE, OTHERS, NOBODYS].map((stroke) => mayErase(facilitator, stroke))).toEqual([true, true, true]);
  const onceAllowed = rightsOf({ editOwn: true });
  expect(mayErase(onceAllowed, MINE)).toBe(false);
});

it('counts drawing as changing something', () => {
  expect(mayChangeAnything(rightsOf({}))).toBe(false);
  expect(mayChangeAnything(rightsOf({ draw: true }))).toBe(true);
});
