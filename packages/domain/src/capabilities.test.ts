import { expect, test } from 'vitest';
import {
  allows,
  CAPABILITIES,
  type Capability,
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

test('"own unit" means the lead unit of the action in question', () => {
  const liaison = as('liaison', 'u1');
  expect(grantOf('liaison', 'action.accept')).toBe('ownUnit');
  expect(allows(liaison, 'action.accept', 'u1')).toBe(true);
  expect(allows(liaison, 'action.accept', 'u2')).toBe(false);
  expect(allows(liaison, 'action.accept', null)).toBe(false);
  // Not about one action: is there any that they may accept?
  expect(allows(liaison, 'action.accept')).toBe(true);
});

test('several roles add up, and none at all allows nothing', () => {
  const both: Standing = { roles: ['secretary', 'liaison'], unitIds: ['u1'] };
  expect(allows(both, 'action.edit', 'u2')).toBe(true);
  expect(allows(both, 'action.submit', 'u1')).toBe(true);
  expect(allows(both, 'action.submit', 'u2')).toBe(false);
  for (const capability of CAPABILITIES) expect(allows({ roles: [], unitIds: ['u1'] }, capability)).toBe(false);
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
