import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { DocumentRights } from './ports.ts';
import { visibleState } from './presence-state.ts';
import { RIGHTS } from './test/rights.ts';

const person = { id: 'wang', name: '王芳', unit: '' };
const view = { x: 0, y: 0, w: 10, h: 10 };
const state = { person, cursor: { x: 1, y: 2 }, holding: 'a-point', heldSince: 7, ready: 'sort', view };
const seen = (said: object, rights: DocumentRights = RIGHTS.participant, personId = 'wang'): unknown =>
  JSON.parse(visibleState(JSON.stringify(said), { personId, rights }));

test('[PR4] a person is shown only under the id that the connection has', () => {
  expect(seen(state)).toMatchObject({ person });
  expect(seen(state, RIGHTS.participant, 'li')).not.toHaveProperty('person');
  expect(seen({ person: 'wang' })).toEqual({});
  expect(seen({ person: null })).toEqual({ person: null });
});

test('[PR4] only who may lead shows the way', () => {
  expect(seen(state)).not.toHaveProperty('view');
  expect(seen(state, RIGHTS.facilitator)).toEqual(state);
});

test('[PR4] while points are written privately nobody sees who does what, not even of a leader', () => {
  for (const rights of [RIGHTS.participant, RIGHTS.facilitator]) {
    expect(seen({ ...state, text: '没写完' }, { ...rights, showDoing: false })).toEqual({ person, ready: 'sort' });
  }
});

test('[PR3] what is no object, or too large, is refused', () => {
  const who = { personId: 'wang', rights: RIGHTS.participant };
  for (const said of ['7', '"x"', 'x', '']) expect(() => visibleState(said, who)).toThrow();
  expect(() => visibleState(JSON.stringify({ x: 'x'.repeat(LIMITS.awarenessBytes) }), who)).toThrow();
  expect(visibleState('null', who)).toBe('null');
});
