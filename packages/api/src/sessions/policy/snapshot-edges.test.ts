import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { type SnapshotFacts, snapshotsToDrop } from './snapshot-policy.ts';

const { snapshotsPerSession: most, snapshotBytesPerSession: mostBytes } = LIMITS;
const asked = (id: string, bytes = 1): SnapshotFacts => ({ id, reason: 'asked', label: '', bytes });
const stage = (id: string, label: string, bytes = 1): SnapshotFacts => ({ id, reason: 'stage', label, bytes });
const many = (count: number) => Array.from({ length: count }, (_, index) => asked(`a${index}`));

test('what stays in any case counts with the rest, in number and in size', () => {
  // The newest and two of stages are there already: so many less of the others.
  const snapshots = [...many(most - 1), stage('s1', 'sort'), stage('s2', 'collect')];
  expect(snapshotsToDrop(snapshots)).toEqual([`a${most - 2}`]);
  expect(snapshotsToDrop([asked('new', 10), asked('old', mostBytes - 20), stage('s', 'sort', 10)])).toEqual([]);
  expect(snapshotsToDrop([asked('new', 10), asked('old', mostBytes - 19), stage('s', 'sort', 10)])).toEqual(['old']);
});

test('exactly as many, and exactly as large, as there may be are kept', () => {
  expect(snapshotsToDrop(many(most))).toEqual([]);
  expect(snapshotsToDrop(many(most + 1))).toEqual([`a${most}`]);
  expect(snapshotsToDrop([asked('new', mostBytes - 1), asked('old', 1)])).toEqual([]);
  expect(snapshotsToDrop([asked('new', mostBytes - 1), asked('old', 2)])).toEqual(['old']);
});

test('a label makes no stage: one that was asked for, or kept before a restoration, goes like any other', () => {
  const old: SnapshotFacts[] = [
    { id: 'asked', reason: 'asked', label: 'sort', bytes: 1 },
    { id: 'restore', reason: 'restore', label: 'sort', bytes: 1 },
  ];
  expect(snapshotsToDrop([...many(most), ...old])).toEqual(['asked', 'restore']);
});

test('the newest of a stage stays when it is the newest of all, and is then the only one of its stage', () => {
  const snapshots = [stage('s1', 'sort'), ...many(most - 1), stage('s2', 'sort')];
  expect(snapshotsToDrop(snapshots)).toEqual(['s2']);
});
