import { expect, test } from 'vitest';
import { isTrouble, isWaiting, saveStateOf, withPrivatePoints } from './save-state.ts';
import type { SessionDocument } from './session-connection.ts';

type Facts = Pick<SessionDocument, 'status' | 'synced' | 'takenBack'> &
  SessionDocument['unsaved'] & { mayWrite: boolean };

const STATUSES = ['connecting', 'online', 'offline', 'busy', 'refused'] as const;
const BOTH = [true, false] as const;

function stateOf(changed: Partial<Facts>) {
  const facts: Facts = {
    status: 'online',
    synced: true,
    takenBack: null,
    points: new Set(),
    changes: 0,
    isOnDevice: true,
    isLate: false,
    mayWrite: true,
    ...changed,
  };
  return saveStateOf({ ...facts, unsaved: facts }, facts.mayWrite);
}

test('of all circumstances there is one in which it says "saved"', () => {
  const said = new Set<string>();
  for (const status of STATUSES)
    for (const synced of BOTH)
      for (const changes of [0, 3])
        for (const isLate of BOTH)
          for (const mayWrite of BOTH)
            for (const takenBack of [null, { changes: 1, points: [], texts: [], full: null }]) {
              const { kind } = stateOf({ status, synced, changes, isLate, mayWrite, takenBack });
              said.add(kind);
              if (kind !== 'saved') continue;
              expect({ status, synced, changes, mayWrite, takenBack }).toEqual({
                status: 'online',
                synced: true,
                changes: 0,
                mayWrite: true,
                takenBack: null,
              });
            }
  expect(said).toContain('saved');
});

test.each([
  ['saving', { changes: 1 }],
  ['unconfirmed', { changes: 1, isLate: true }],
  ['unconfirmed', { changes: 1, status: 'busy', synced: false }],
  ['offline', { status: 'busy', synced: false }],
  ['offline', { status: 'offline', synced: false }],
  ['connecting', { status: 'connecting', synced: false, changes: 2 }],
  ['connecting', { synced: false }],
  ['held', { changes: 2, mayWrite: false }],
  ['live', { mayWrite: false }],
  ['refused', { status: 'refused', changes: 2 }],
  ['takenBack', { takenBack: { changes: 2, points: [], texts: [], full: null } }],
  ['offline', { takenBack: { changes: 2, points: [], texts: [], full: null }, status: 'offline', synced: false }],
] as const)('it says "%s" of %o', (kind, facts) => {
  expect(stateOf(facts).kind).toBe(kind);
});

test('it says how many places wait, and whether the device has them', () => {
  expect(stateOf({ status: 'offline', changes: 3 })).toEqual({ kind: 'offline', changes: 3, isOnDevice: true });
  expect(stateOf({ changes: 3, isLate: true, isOnDevice: false })).toMatchObject({ changes: 3, isOnDevice: false });
});

test('points bear no mark, and nobody is interrupted, for the moment that saving takes', () => {
  for (const changes of [0, 1]) {
    expect(isWaiting(stateOf({ changes }))).toBe(false);
    expect(isTrouble(stateOf({ changes }))).toBe(false);
  }
  expect(isWaiting(stateOf({ changes: 1, isLate: true }))).toBe(true);
  expect(isTrouble(stateOf({ status: 'offline', changes: 0 }))).toBe(true);
});

const NOTHING_WAITING = { changes: 0, isOnDevice: true, isLate: false };

test('private points that wait are counted with the rest, and "saved" waits for them', () => {
  const saved = stateOf({});
  expect(withPrivatePoints(saved, NOTHING_WAITING, true)).toEqual({ kind: 'saved' });
  const waiting = { changes: 2, isOnDevice: true, isLate: false };
  expect(withPrivatePoints(saved, waiting, true)).toEqual({ kind: 'saving' });
  const pending = { changes: 2, isOnDevice: true };
  expect(withPrivatePoints(saved, { ...waiting, isLate: true }, true)).toEqual({ kind: 'unconfirmed', ...pending });
  expect(withPrivatePoints(stateOf({ mayWrite: false }), waiting, false)).toEqual({ kind: 'held', ...pending });
  const offline = stateOf({ status: 'offline', changes: 3 });
  expect(withPrivatePoints(offline, { ...waiting, isOnDevice: false }, true)).toEqual({
    kind: 'offline',
    changes: 5,
    isOnDevice: false,
  });
});
