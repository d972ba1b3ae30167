import { expect, test } from 'vitest';
import {
  allows,
  allowsOn,
  CAPABILITIES,
  type Capability,
  type ConcernedAction,
  GRANTS,
  grantOf,
  ROLES,
  type Role,
  type Standing,
} from './capabilities.ts';

const as = (role: Role, ...unitIds: string[]): Standing => ({ roles: [role], unitIds });

test('every role has a word on every capability', () => {
  for (const role of ROLES) expect(Object.keys(GRANTS[role]).sort()).toEqual([...CAPABILITIES].sort());
});

const actionOf = (leadUnitId: string | null): ConcernedAction => ({ leadUnitId, supportUnitIds: ['u1'], owners: [] });

test('"own unit" means the lead unit of the action in question', () => {
  const liaison = as('liaison', 'u1');
  expect(grantOf('liaison', 'action.accept')).toBe('ownUnit');
  expect(allowsOn(liaison, 'action.accept', actionOf('u1'))).toBe(true);
  expect(allowsOn(liaison, 'action.accept', actionOf('u2'))).toBe(false);
  expect(allowsOn(liaison, 'action.accept', actionOf(null))).toBe(false);
  // Who forgets the action gets less, never more.
  expect(allows(liaison, 'action.accept')).toBe(false);
});

test('several roles add up, and none at all allows nothing', () => {
  const both: Standing = { roles: ['secretary', 'liaison'], unitIds: ['u1'] };
  expect(allowsOn(both, 'action.edit', actionOf('u2'))).toBe(true);
  expect(allowsOn(both, 'action.submit', actionOf('u1'))).toBe(true);
  expect(allowsOn(both, 'action.submit', actionOf('u2'))).toBe(false);
  const nobody: Standing = { roles: [], unitIds: ['u1'] };
  for (const capability of CAPABILITIES) {
    expect(allows(nobody, capability)).toBe(false);
    expect(allowsOn(nobody, capability, actionOf('u1'))).toBe(false);
  }
});

test('nobody but an administrator both carries an action out and verifies it', () => {
  for (const role of ROLES.filter((candidate) => candidate !== 'administrator')) {
    const carriesOut = grantOf(role, 'action.submit') !== 'none';
    const verifies = grantOf(role, 'action.verify') !== 'none';
    expect(carriesOut && verifies, role).toBe(false);
  }
});

test('participants work on their own points and decide nothing', () => {
  const granted = CAPABILITIES.filter((capability) => allows(as('participant'), capability));
  expect(granted).toEqual(['session.view', 'point.add', 'point.editOwn', 'point.vote'] satisfies Capability[]);
});
