import { expect, test } from 'vitest';
import {
  ACTION_FIELDS,
  type ActionFieldName,
  EMPTY_ACTION_FIELDS,
  GATE_FIELDS,
  isProse,
  missingForAgreement,
  pickFields,
  tidyFields,
} from './action-fields.ts';
import { type ActionFields, actionFieldsInput } from './action-input.ts';

const COMPLETE: ActionFields = {
  ...EMPTY_ACTION_FIELDS,
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
const EMPTY: Partial<Record<ActionFieldName, Partial<ActionFields>[]>> = {
  problem: [{ problem: '' }, { problem: ' \n ' }],
  goal: [{ goal: '' }, { goal: '　' }],
  deadline: [{ deadline: null }],
  measure: [{ measure: '' }, { measure: '\t' }],
  leadUnitId: [{ leadUnitId: null }],
  leader: [{ leader: '' }, { leader: ' ' }],
  owners: [{ owners: [] }, { owners: ['甲', '乙', '丙'] }],
  committed: [{ committed: false }],
};

test('a complete action lacks nothing, with one owner or two', () => {
  expect(missingForAgreement(COMPLETE)).toEqual([]);
  expect(missingForAgreement({ ...COMPLETE, owners: ['张伟', '李娜'] })).toEqual([]);
});

test('the gate asks for what 四明确一承诺 names, in its order', () => {
  expect(GATE_FIELDS).toEqual([
    'problem',
    'goal',
    'deadline',
    'measure',
    'leadUnitId',
    'leader',
    'owners',
    'committed',
  ]);
  expect(Object.keys(EMPTY).sort()).toEqual([...GATE_FIELDS].sort());
});

test.each(GATE_FIELDS)('%s alone is missed', (field) => {
  for (const change of EMPTY[field] ?? []) expect(missingForAgreement({ ...COMPLETE, ...change })).toEqual([field]);
});

test('a bare draft lacks everything, in the order of the gate', () => {
  expect(missingForAgreement(EMPTY_ACTION_FIELDS)).toEqual(GATE_FIELDS);
});

test('what nobody filled in is a valid input, and stays what it is', () => {
  expect(actionFieldsInput.parse(EMPTY_ACTION_FIELDS)).toEqual(EMPTY_ACTION_FIELDS);
  expect(Object.keys(EMPTY_ACTION_FIELDS)).toEqual(ACTION_FIELDS);
});

test('a page tidies what was typed as the input does, so that it knows its own words again', () => {
  const typed: ActionFields = {
    ...COMPLETE,
    problem: ' 问题 \n',
    goal: '\t目标',
    measure: '措施　',
    leader: '  李   强 ',
    supportUnitIds: ['other', 'unit', 'other'],
  };
  const tidy = tidyFields(typed);
  expect(tidy).toEqual({ ...actionFieldsInput.parse(typed), supportUnitIds: ['other'] });
  expect(tidyFields(tidy)).toEqual(tidy);
});

test('only the fields are picked', () => {
  expect(pickFields({ ...COMPLETE, version: 3 } as ActionFields)).toEqual(COMPLETE);
});

test('the long texts', () => {
  expect(ACTION_FIELDS.filter(isProse)).toEqual(['problem', 'goal', 'measure']);
});
