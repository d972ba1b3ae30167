import { expect, test } from 'vitest';
import { chooseRunMode, type HostFacts } from './choose-run-mode.ts';

const nobody = { name: 'nobody', uid: 65534, gid: 65534 };
const ordinary: HostFacts = {
  platform: 'linux',
  uid: 1000,
  hasAccount: true,
  mappable: undefined,
  switchable: undefined,
  dataOwner: undefined,
};
const root: HostFacts = { ...ordinary, uid: 0, mappable: nobody, switchable: nobody };
const ownedByRoot = { uid: 0, gid: 0 };
const ownedByNobody = { uid: 65534, gid: 65534 };

test.each<[string, HostFacts, ReturnType<typeof chooseRunMode>]>([
  ['an ordinary account runs it directly', ordinary, { kind: 'direct' }],
  ['on macOS too', { ...ordinary, platform: 'darwin' }, { kind: 'direct' }],
  ['root prefers a user namespace', root, { kind: 'mapped', account: nobody }],
  ['root keeps to it for data of its own', { ...root, dataOwner: ownedByRoot }, { kind: 'mapped', account: nobody }],
  ['root without namespaces switches account', { ...root, mappable: undefined }, { kind: 'switched', account: nobody }],
  [
    'root stays with the account that owns the data, though namespaces are allowed by now',
    { ...root, dataOwner: ownedByNobody },
    { kind: 'switched', account: ownedByNobody },
  ],
  [
    'an id without an account borrows one in a namespace',
    { ...ordinary, hasAccount: false, mappable: nobody },
    { kind: 'mapped', account: nobody },
  ],
  [
    'an id without an account needs none once the data exist',
    { ...ordinary, hasAccount: false, dataOwner: { uid: 1000, gid: 0 } },
    { kind: 'direct' },
  ],
])('%s', (_, facts, mode) => {
  expect(chooseRunMode(facts)).toEqual(mode);
});

test.each<[string, HostFacts, RegExp]>([
  ['Windows', { ...ordinary, platform: 'win32' }, /Linux and macOS only/],
  ['root with neither way', { ...root, mappable: undefined, switchable: undefined }, /does not run as root/],
  ['data of somebody else', { ...ordinary, dataOwner: ownedByRoot }, /belong to account 0, and this is account 1000/],
  ['root that may not switch to the owner', { ...root, switchable: undefined, dataOwner: ownedByNobody }, /65534/],
  ['an id without an account, and no namespaces', { ...ordinary, hasAccount: false }, /no entry in the account list/],
])('impossible, and says why: %s', (_, facts, reason) => {
  expect(chooseRunMode(facts)).toEqual({ kind: 'impossible', reason: expect.stringMatching(reason) });
});
