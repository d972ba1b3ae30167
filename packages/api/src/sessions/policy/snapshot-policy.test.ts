import { LIMITS } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { type SnapshotFacts, snapshotsToDrop } from './snapshot-policy.ts';

const asked = (id: string, bytes = 1): SnapshotFacts => ({ id, reason: 'asked', label: '', bytes });
const stage = (id: string, label: string, bytes = 1): SnapshotFacts => ({ id, reason: 'stage', label, bytes });
const many = (count: number, bytes = 1) => Array.from({ length: count }, (_, index) => asked(`a${index}`, bytes));
const { snapshotsPerSession: count, snapshotBytesPerSession: bytes } = LIMITS;

describe('snapshotsToDrop', () => {
  test('nothing goes while there is room', () => {
    expect(snapshotsToDrop([])).toEqual([]);
    expect(snapshotsToDrop(many(count))).toEqual([]);
  });

  test('the oldest go first, whatever they were kept for', () => {
    expect(snapshotsToDrop([...many(count), { ...asked('old'), reason: 'restore' }, asked('older')])).toEqual([
      'old',
      'older',
    ]);
  });

  test('the newest of each stage stays; an earlier one of the same stage does not', () => {
    const snapshots = [...many(count), stage('s1', 'sort'), stage('s2', 'collect'), stage('s3', 'sort')];
    expect(snapshotsToDrop(snapshots)).toEqual([`a${count - 2}`, `a${count - 1}`, 's3']);
  });

  test('large ones go before there are many, and nothing older than what went stays for being small', () => {
    expect(snapshotsToDrop([...many(3, bytes / 3), asked('small')])).toEqual(['small']);
    expect(snapshotsToDrop([asked('new', bytes / 2), asked('large', bytes), asked('small')])).toEqual([
      'large',
      'small',
    ]);
  });

  test('the one that was kept just now stays, however large', () => {
    expect(snapshotsToDrop([asked('new', bytes * 2), asked('old')])).toEqual(['old']);
  });
});
