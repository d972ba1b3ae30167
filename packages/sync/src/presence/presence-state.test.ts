import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { DocumentRights } from '../ports.ts';
import { editorOf } from '../test/editor-of.ts';
import { RIGHTS } from '../test/rights.ts';
import { visibleState } from './presence-state.ts';

const person = { id: 'wang', name: '小wang', unit: 'wang村' };
const view = { x: 0, y: 0, w: 10, h: 10 };
const state = { person, cursor: { x: 1, y: 2 }, holding: 'a-point', heldSince: 7, ready: 'sort', view };
const seen = (said: object, rights: DocumentRights = RIGHTS.participant, personId = 'wang'): unknown =>
  JSON.parse(visibleState(JSON.stringify(said), editorOf(personId, rights)));

test('[PR4] who the person is of a page that shows one is the server’s to say', () => {
  expect(seen(state)).toMatchObject({ person });
  for (const said of [
    { id: 'li' },
    { ...person, name: '书记' },
    { ...person, unit: '县政府' },
    { ...person, x: 1 },
    {},
  ]) {
    expect(seen({ ...state, person: said })).toMatchObject({ cursor: state.cursor, person });
    expect(seen({ ...state, person: said })).not.toHaveProperty('person.x');
  }
  expect(seen({ person: 'wang' })).toEqual({});
  expect(seen({ person: null })).toEqual({ person: null });
  expect(seen({ ready: 'sort' })).toEqual({ ready: 'sort' });
});

test('[PR4] what everybody may see goes on as the page said it', () => {
  const said = JSON.stringify(state, null, 1);
  expect(visibleState(said, editorOf('wang', RIGHTS.facilitator))).toBe(said);
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
  const who = editorOf('wang', RIGHTS.participant);
  for (const said of ['7', '"x"', 'x', '']) expect(() => visibleState(said, who)).toThrow();
  expect(() => visibleState(JSON.stringify({ x: 'x'.repeat(LIMITS.awarenessBytes) }), who)).toThrow();
  expect(visibleState('null', who)).toBe('null');
});

test('[PR5] where nobody may be told from others, only that somebody is there and ready, and a leader’s view', () => {
  const nameless = (said: object, rights: DocumentRights = RIGHTS.participant) =>
    visibleState(JSON.stringify(said), {
      ...editorOf('nobody-knows-who', rights),
      names: [{ name: '', unit: '' }],
      isNameless: true,
    });
  const nobody = { id: 'nobody-knows-who', name: '', unit: '' };
  const all = { ...state, following: 7, secret: 'x' };
  expect(JSON.parse(nameless(all))).toEqual({ person: nobody, ready: 'sort' });
  expect(JSON.parse(nameless(all, RIGHTS.facilitator))).toEqual({ person: nobody, ready: 'sort', view });
  expect(JSON.parse(nameless(all, { ...RIGHTS.facilitator, showDoing: false }))).toEqual({
    person: nobody,
    ready: 'sort',
  });
  // Nor whether the page has a canvas.
  expect(nameless({ cursor: null, ready: 'sort' })).toBe(nameless({ ready: 'sort', holding: null, view: null }));
  expect(nameless({ person, ready: 'sort' })).toBe(nameless({ ready: 'sort', cursor: { x: 1, y: 1 }, person }));
});
