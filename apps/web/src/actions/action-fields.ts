import type { ActionFields, GateField } from '@gongyi/domain';

export type ActionFieldName = keyof ActionFields;

/** In the order of the form. */
export const ACTION_FIELDS = [
  'problem',
  'goal',
  'measure',
  'leadUnitId',
  'supportUnitIds',
  'leader',
  'owners',
  'deadline',
  'committed',
] as const satisfies readonly ActionFieldName[];

/** The field of the form that fills a gap of the gate. */
export const FIELD_OF_GATE = {
  problem: 'problem',
  goal: 'goal',
  deadline: 'deadline',
  measure: 'measure',
  leadUnit: 'leadUnitId',
  leader: 'leader',
  owners: 'owners',
  commitment: 'committed',
} as const satisfies Record<GateField, ActionFieldName>;

export const EMPTY_ACTION_FIELDS: ActionFields = {
  problem: '',
  goal: '',
  measure: '',
  leadUnitId: null,
  supportUnitIds: [],
  leader: '',
  owners: [],
  deadline: null,
  committed: false,
};
