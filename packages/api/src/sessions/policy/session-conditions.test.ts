import type { Session } from '@gongyi/db';
import { SESSION_SWITCHES, type SessionSwitch } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { columnsOf, conditionsOf, isHeld, notNow, rightsIn, switchesOf } from './session-conditions.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

const ALL_OFF = { mayAdd: false, mayEditOwn: false, mayMove: false, mayVote: false, mayDraw: false };
const session = (changes: Partial<Session> = {}) =>
  ({ stage: 'collect', privateWriting: false, holdUntil: null, ...ALL_OFF, ...changes }) as Session;

/** Written down a second time: a switch that turned another column would give another right. */
const COLUMNS: Record<SessionSwitch, keyof typeof ALL_OFF> = {
  add: 'mayAdd',
  editOwn: 'mayEditOwn',
  move: 'mayMove',
  vote: 'mayVote',
  draw: 'mayDraw',
};

test.each(SESSION_SWITCHES)('the switch %s is one column, read and written', (name) => {
  const column = COLUMNS[name];
  const on = Object.entries(switchesOf({ ...ALL_OFF, [column]: true })).filter(([, isOn]) => isOn);
  expect(on).toEqual([[name, true]]);
  expect(columnsOf({ [name]: true })).toEqual({ [column]: true });
  expect(columnsOf({ [name]: false })).toEqual({ [column]: false });
});

test('switches that are not given leave their columns alone', () => {
  expect(columnsOf({})).toEqual({});
});

test('a hold lasts until the moment that it was renewed to', () => {
  expect(isHeld({ holdUntil: null }, NOW)).toBe(false);
  expect(isHeld({ holdUntil: inMs(1) }, NOW)).toBe(true);
  expect(isHeld({ holdUntil: NOW }, NOW)).toBe(false);
  expect(isHeld({ holdUntil: inMs(-1) }, NOW)).toBe(false);
});

test('stage, switches, hold and private writing all decide about rights', () => {
  expect(conditionsOf(session({ mayAdd: true, privateWriting: true, holdUntil: inMs(1) }), NOW)).toEqual({
    stage: 'collect',
    switches: { add: true, editOwn: false, move: false, vote: false, draw: false },
    held: true,
    privateWriting: true,
  });
  const participant = { standing: { roles: ['participant'], unitIds: [] }, takesPart: true } as const;
  const add = (changes: Partial<Session>) => rightsIn(session({ mayAdd: true, ...changes }), participant, NOW).add;
  expect(add({})).toBe('themes');
  expect(add({ holdUntil: inMs(1) })).toBe('inbox');
  expect(add({ holdUntil: NOW })).toBe('themes');
  expect(add({ stage: 'closed' })).toBe('none');
  const elsewhere = { ...participant, takesPart: false };
  expect(rightsIn(session({ mayAdd: true }), elsewhere, NOW).add).toBe('none');
});

test('why not now: closed before held, held before a switch', () => {
  expect(notNow(session({ stage: 'closed', holdUntil: inMs(1) }), NOW).code).toBe('sessionClosed');
  expect(notNow(session({ holdUntil: inMs(1) }), NOW).code).toBe('sessionHeld');
  expect(notNow(session({ holdUntil: NOW }), NOW).code).toBe('notOpenNow');
  expect(notNow(session(), NOW).code).toBe('notOpenNow');
});
