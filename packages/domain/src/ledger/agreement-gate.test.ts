import { expect, test } from 'vitest';
import { GATE_FIELDS, type GateField, type GateFields, missingForAgreement } from './agreement-gate.ts';

const COMPLETE: GateFields = {
  problem: '问题',
  goal: '目标',
  measure: '措施',
  leadUnitId: 'unit',
  leader: '李强',
  owners: ['张伟'],
  deadline: '2027-01-31',
  committed: true,
};

/** For each question of the form, the answers that are none. */
const EMPTY: Record<GateField, Partial<GateFields>[]> = {
  problem: [{ problem: '' }, { problem: ' \n ' }],
  goal: [{ goal: '' }, { goal: '　' }],
  deadline: [{ deadline: null }],
  measure: [{ measure: '' }, { measure: '\t' }],
  leadUnit: [{ leadUnitId: null }],
  leader: [{ leader: '' }, { leader: ' ' }],
  owners: [{ owners: [] }, { owners: ['甲', '乙', '丙'] }],
  commitment: [{ committed: false }],
};

test('a complete action lacks nothing, with one owner or two', () => {
  expect(missingForAgreement(COMPLETE)).toEqual([]);
  expect(missingForAgreement({ ...COMPLETE, owners: ['张伟', '李娜'] })).toEqual([]);
});

test.each(GATE_FIELDS)('%s alone is missed', (field) => {
  for (const change of EMPTY[field]) expect(missingForAgreement({ ...COMPLETE, ...change })).toEqual([field]);
});

test('a bare draft lacks everything, in the order of the form', () => {
  const bare = Object.assign({}, COMPLETE, ...GATE_FIELDS.map((field) => EMPTY[field][0])) as GateFields;
  expect(missingForAgreement(bare)).toEqual([...GATE_FIELDS]);
});
