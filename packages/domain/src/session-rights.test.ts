import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from './capabilities.ts';
import { type SessionConditions, sessionRights } from './session-rights.ts';
import { SESSION_STAGES, SESSION_SWITCHES, type SessionStage, STAGE_SWITCHES } from './session-stage.ts';

const standing = (...roles: Role[]) => ({ roles, unitIds: [] });

function at(stage: SessionStage, changes: Partial<SessionConditions> = {}): SessionConditions {
  return { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false, ...changes };
}

/** Bound by switches and holds. */
const BOUND: readonly Role[] = ['participant', 'liaison'];
const LEADERS: readonly Role[] = ['administrator', 'facilitator', 'coFacilitator'];

describe.each(BOUND)('%s', (role) => {
  test.each<[SessionStage, object]>([
    ['brief', { add: 'inbox', editOwn: true, move: false, vote: false, draw: false }],
    ['collect', { add: 'themes', editOwn: true, move: false, vote: false, draw: false }],
    ['sort', { add: 'inbox', editOwn: true, move: true, vote: false, draw: false }],
    ['vote', { add: 'inbox', editOwn: false, move: false, vote: true, draw: false }],
    ['agree', { add: 'inbox', editOwn: false, move: false, vote: false, draw: false }],
    ['closed', { add: 'none', editOwn: false, move: false, vote: false, draw: false }],
  ])('in %s', (stage, expected) => {
    expect(sessionRights(standing(role), at(stage))).toMatchObject({ ...expected, editAny: false, lead: false });
  });

  test.each(SESSION_SWITCHES)('each switch gives one right: %s', (name) => {
    const rights = sessionRights(standing(role), at('agree', { switches: { ...STAGE_SWITCHES.agree, [name]: true } }));
    const { add, editOwn, move, vote, draw } = rights;
    const given = { add: add === 'themes', editOwn, move, vote, draw };
    expect(Object.entries(given).filter(([, isGiven]) => isGiven)).toEqual([[name, true]]);
  });

  test('a hold leaves the inbox alone', () => {
    for (const stage of SESSION_STAGES.filter((name) => name !== 'closed')) {
      const all = { add: true, editOwn: true, move: true, vote: true, draw: true };
      const rights = sessionRights(standing(role), at(stage, { held: true, switches: all }));
      expect(rights).toMatchObject({ add: 'inbox', editOwn: false, move: false, vote: false, draw: false });
    }
  });
});

test('who leads, and the secretary, work on in every stage and under a hold; nobody writes once it is closed', () => {
  for (const role of [...LEADERS, 'secretary'] as const) {
    for (const stage of SESSION_STAGES) {
      const rights = sessionRights(standing(role), at(stage, { held: true }));
      const isOpen = stage !== 'closed';
      expect(rights).toMatchObject({ add: isOpen ? 'themes' : 'none', editOwn: isOpen, move: isOpen, editAny: isOpen });
      expect(rights.vote).toBe(stage === 'vote');
      expect(rights.lead).toBe(role !== 'secretary');
    }
  }
});

test('a participant who also helps to lead is bound by nothing', () => {
  const rights = sessionRights(standing('participant', 'coFacilitator'), at('agree', { held: true }));
  expect(rights).toMatchObject({ add: 'themes', move: true, editAny: true, lead: true });
});

test('no switch gives a right to somebody who only looks on', () => {
  const all = { add: true, editOwn: true, move: true, vote: true, draw: true };
  for (const roles of [['supervisor'], []] as Role[][]) {
    expect(sessionRights(standing(...roles), at('collect', { switches: all }))).toMatchObject({
      add: 'none',
      editOwn: false,
      move: false,
      vote: false,
      draw: false,
      editAny: false,
      lead: false,
    });
  }
});

describe('on another device than the one on which they take part', () => {
  const all = { add: true, editOwn: true, move: true, vote: true, draw: true };
  const elsewhere = (role: Role, changes: Partial<SessionConditions> = {}) =>
    sessionRights(standing(role), at('collect', { switches: all, takesPartElsewhere: true, ...changes }));

  test('whoever is bound by switches looks on', () => {
    for (const role of BOUND) {
      for (const privateWriting of [false, true]) {
        const nothing = { add: 'none', editOwn: false, move: false, vote: false, draw: false };
        expect(elsewhere(role, { privateWriting })).toMatchObject(nothing);
      }
    }
  });

  test('who leads, and the secretary, do their work, and nothing that is counted by person', () => {
    for (const role of [...LEADERS, 'secretary'] as const) {
      expect(elsewhere(role)).toMatchObject({ add: 'themes', move: true, editAny: true, vote: false });
      expect(elsewhere(role, { privateWriting: true })).toMatchObject({ add: 'none', editAny: true, vote: false });
      expect(elsewhere(role).lead).toBe(role !== 'secretary');
    }
  });
});

test('private writing keeps everybody out of the document, leaders too', () => {
  for (const role of ROLES) {
    const switches = { ...STAGE_SWITCHES.collect, draw: true };
    const rights = sessionRights(standing(role), at('collect', { privateWriting: true, switches }));
    expect(rights).toMatchObject({ addPrivately: true, draw: false });
  }
});
