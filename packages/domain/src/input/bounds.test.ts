import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MEMBER_ROLES } from '../capabilities.ts';
import * as domain from '../index.ts';
import { ACTION_TYPES } from '../ledger/action-fields.ts';
import { ACTION_SORTS } from '../ledger/action-input.ts';
import { ACTION_STATES } from '../ledger/action-states.ts';
import { ACTION_MOVES } from '../ledger/moves.ts';
import { LIMITS } from '../limits.ts';
import { POINT_CATEGORIES, POINT_LEVELS, POINT_SOURCES } from '../point.ts';
import { DISPOSITIONS } from '../point-disposition.ts';
import { SESSION_STAGES, SESSION_SWITCHES } from '../session-stage.ts';

/**
 * Every field of every input, at its limit and one beyond. Inputs and fields are read from the
 * package itself: one without a row fails.
 */

type Row = { readonly taken: readonly unknown[]; readonly refused: readonly unknown[] };

/** A Chinese character has three bytes and one place. */
const chars = (count: number) => '字'.repeat(count);

const line = (max: number): Row => ({
  taken: ['', ' ', '\u0000', chars(max), `  ${chars(max)}  `],
  refused: [chars(max + 1), ' '.repeat(max * 4 + 1), 7, null],
});
const requiredLine = (max: number): Row => ({
  taken: ['字', chars(max), ` ${chars(max)}\n`],
  refused: ['', ' \u3000', '\u001b', chars(max + 1), 7, null],
});
const text = (max: number): Row => ({
  taken: ['', '\u007f', chars(max), ` ${chars(max)}\n`],
  refused: [chars(max + 1), ' '.repeat(max * 2 + 1), 7, null],
});
const id: Row = {
  taken: ['a', 'x'.repeat(LIMITS.idChars)],
  refused: ['', 'x'.repeat(LIMITS.idChars + 1), 'a b', null],
};
const token: Row = { taken: ['x'.repeat(16), 'x'.repeat(128)], refused: ['x'.repeat(15), 'x'.repeat(129), null] };
const day: Row = { taken: ['2000-01-01', '2199-12-31'], refused: ['1999-12-31', '2200-01-01', '', 'tomorrow'] };
const flag: Row = { taken: [true, false], refused: ['true', 1, null] };
const oneOf = (names: readonly string[]): Row => ({ taken: names, refused: ['anything', '', 0, null] });
const whole = (min: number, max: number): Row => ({
  taken: [min, max],
  refused: [min - 1, max + 1, min + 0.5, Number.NaN, Number.POSITIVE_INFINITY, String(min), null],
});
const between = (min: number, max: number): Row => ({
  taken: [min, max],
  refused: [min - 0.001, max + 0.001, Number.NaN, Number.POSITIVE_INFINITY, String(min), null],
});
const list = (min: number, max: number, item: (index: number) => unknown, badItem: unknown): Row => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => item(index));
  return {
    taken: [many(min), many(max)],
    refused: [...(min > 0 ? [many(min - 1)] : []), many(max + 1), [...many(min), badItem], null],
  };
};
const ids = (min: number, max: number) => list(min, max, (index) => `id${index}`, 'a b');
const nullable = (row: Row): Row => ({ taken: [...row.taken, null], refused: row.refused.filter((it) => it !== null) });
const optional = (row: Row): Row => ({ ...row, taken: [...row.taken, undefined] });

const account = { name: '王芳', email: 'wang@example.com', password: 'a long password' };
const theme = (code: string) => ({ name: '主题', short: '主题', code, color: '#a61E22', icon: 'flag', prompts: [] });
const themes = ['A', 'B', 'C'].map(theme);
const actionFields = {
  problem: '',
  goal: '',
  measure: '',
  type: null,
  leadUnitId: null,
  supportUnitIds: [],
  leader: '',
  owners: [],
  deadline: null,
  committed: false,
};
const actionRows = {
  problem: text(LIMITS.actionTextChars),
  goal: text(LIMITS.actionTextChars),
  measure: text(LIMITS.actionTextChars),
  type: nullable({ taken: ACTION_TYPES, refused: ['anything', '', 0] }),
  leadUnitId: nullable(id),
  supportUnitIds: ids(0, LIMITS.supportUnitsPerAction),
  leader: line(LIMITS.personNameChars),
  owners: list(0, LIMITS.maxOwners, () => chars(LIMITS.personNameChars), chars(LIMITS.personNameChars + 1)),
  deadline: nullable(day),
  committed: flag,
};
/** A field that is an input of its own, which has a table of its own. */
const nested = (valid: unknown): Row => ({ taken: [valid], refused: [null, 'x', []] });
const units = list(0, LIMITS.unitsPerCampaign, (index) => `单位${index}`, chars(LIMITS.unitNameChars + 1));
const dispositionIds = ids(1, LIMITS.pointsPerDisposition);
const view = { x: 0, y: 0, w: 1, h: 1 };
const point = { sessionId: 's', pointId: 'p', themeId: 't', text: '字' };
const prompt = whole(0, LIMITS.promptsPerTheme - 1);
const version: Row = { taken: [1, 1_000_000], refused: [0, 1.5, '1', null] };
const coordinate = between(-1_000_000, 1_000_000);
const length: Row = { taken: [0.001, 2_000_000], refused: [0, -1, 2_000_000.001, Number.NaN, '1', null] };
const VIEW_ROWS = { x: coordinate, y: coordinate, w: length, h: length };
const viewsOf = (side: keyof Row) =>
  Object.entries(VIEW_ROWS).flatMap(([name, row]) => row[side].map((value) => ({ ...view, [name]: value })));
const minutes = between(0.25, LIMITS.timerMinutes);

const filterRows = {
  states: optional(list(0, ACTION_STATES.length, () => 'draft', 'gone')),
  themeId: optional(id),
  unitId: optional(id),
  person: optional(line(LIMITS.personNameChars)),
  text: optional(line(LIMITS.searchChars)),
};

/** An input that is taken, and the rows of its fields. */
type Table = { readonly valid: Record<string, unknown>; readonly fields: Readonly<Record<string, Row>> };
type InputName = Extract<keyof typeof domain, `${string}Input`>;

const TABLES: Record<Exclude<InputName, 'setTimerInput'>, Table> = {
  accountInput: {
    valid: account,
    fields: {
      name: requiredLine(LIMITS.personNameChars),
      email: {
        taken: [`${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.cn`, ' A@B.cn '],
        refused: [`a@${'b.'.repeat(LIMITS.emailChars)}cn`, '', 'a', null],
      },
      password: {
        taken: [chars(LIMITS.passwordMinChars), chars(LIMITS.passwordMaxChars)],
        refused: [chars(LIMITS.passwordMinChars - 1), chars(LIMITS.passwordMaxChars + 1), null],
      },
    },
  },
  setupInput: { valid: { token: 'x'.repeat(43), account }, fields: { token, account: nested(account) } },
  acceptInvitationInput: {
    valid: { token: 'x'.repeat(43) },
    fields: { token, account: optional(nested(account)) },
  },
  actionFieldsInput: { valid: actionFields, fields: actionRows },
  promotePointsInput: {
    valid: { sessionId: 's', pointIds: ['p'], themeId: 't', fields: actionFields },
    fields: { sessionId: id, pointIds: ids(1, LIMITS.pointsPerPromotion), themeId: id, fields: nested(actionFields) },
  },
  editActionInput: {
    valid: { actionId: 'a', version: 1, fields: {} },
    fields: {
      actionId: id,
      version,
      // Any of them alone; each within its own bounds.
      fields: {
        taken: [{}, { goal: '目标' }, actionFields],
        refused: [{ goal: chars(LIMITS.actionTextChars + 1) }, { owners: ['甲', '乙', '丙'] }, null],
      },
    },
  },
  moveActionInput: {
    valid: { actionId: 'a', version: 1, move: 'accept' },
    fields: {
      actionId: id,
      version,
      move: oneOf(ACTION_MOVES),
      text: optional(text(LIMITS.actionTextChars)),
      reviewDate: optional(nullable(day)),
    },
  },
  themeInput: {
    valid: theme('A'),
    fields: {
      name: requiredLine(LIMITS.themeNameChars),
      short: requiredLine(LIMITS.themeShortChars),
      code: {
        taken: ['A', chars(LIMITS.themeCodeChars)],
        refused: [chars(LIMITS.themeCodeChars + 1), '', 'A-1', 'A 1'],
      },
      color: { taken: ['#000000', '#ABCdef'], refused: ['#00000', '#0000000', '000000', '#00000g', 'red'] },
      icon: { taken: ['a', 'x'.repeat(24)], refused: ['', 'x'.repeat(25), 'A', 'a/b', '../a'] },
      prompts: list(0, LIMITS.promptsPerTheme, () => chars(LIMITS.promptChars), chars(LIMITS.promptChars + 1)),
    },
  },
  createCampaignInput: {
    valid: { name: '活动', templateId: null, themes, units: [] },
    fields: {
      name: requiredLine(LIMITS.campaignNameChars),
      templateId: { taken: [null, 'x'.repeat(32)], refused: ['x'.repeat(33), 7, undefined] },
      themes: list(LIMITS.minThemes, LIMITS.maxThemes, (index) => theme(`T${index}`), theme('T0')),
      units,
    },
  },
  renameCampaignInput: {
    valid: { campaignId: 'c', name: '活动' },
    fields: { campaignId: id, name: requiredLine(LIMITS.campaignNameChars) },
  },
  addUnitsInput: { valid: { campaignId: 'c', names: [] }, fields: { campaignId: id, names: units } },
  renameUnitInput: {
    valid: { unitId: 'u', name: '单位' },
    fields: { unitId: id, name: requiredLine(LIMITS.unitNameChars) },
  },
  createInvitationInput: {
    valid: { campaignId: 'c', role: 'liaison', unitId: 'u', note: '' },
    fields: {
      campaignId: id,
      // Which of them goes with a unit is proved in inputs.test.ts.
      role: { taken: ['liaison'], refused: [...MEMBER_ROLES.filter((role) => role !== 'liaison'), 'administrator'] },
      unitId: { ...id, refused: [...id.refused, undefined] },
      note: line(LIMITS.invitationNoteChars),
    },
  },
  disposePointsInput: {
    valid: { sessionId: 's', pointIds: ['p'], disposition: 'deferred', reason: '以后' },
    fields: {
      sessionId: id,
      pointIds: dispositionIds,
      disposition: oneOf(DISPOSITIONS),
      reason: optional(text(LIMITS.reasonChars)),
    },
  },
  undisposePointsInput: {
    valid: { sessionId: 's', pointIds: ['p'] },
    fields: { sessionId: id, pointIds: dispositionIds },
  },
  setStageInput: {
    valid: { sessionId: 's', stage: 'sort', from: 'collect' },
    fields: { sessionId: id, stage: oneOf(SESSION_STAGES), from: oneOf(SESSION_STAGES) },
  },
  setSwitchInput: {
    valid: { sessionId: 's', name: 'add', on: true },
    fields: { sessionId: id, name: oneOf(SESSION_SWITCHES), on: flag },
  },
  setOnInput: { valid: { sessionId: 's', on: true }, fields: { sessionId: id, on: flag } },
  setSpotlightInput: {
    valid: { sessionId: 's', pointId: null },
    fields: { sessionId: id, pointId: nullable(id) },
  },
  summonInput: {
    valid: { sessionId: 's', view },
    fields: {
      sessionId: id,
      view: {
        taken: [null, ...viewsOf('taken')],
        refused: [...viewsOf('refused'), {}, undefined],
      },
    },
  },
  participantInput: { valid: { participantId: 'p' }, fields: { participantId: id } },
  renameParticipantInput: {
    valid: { participantId: 'p', name: '李', unit: '村' },
    fields: {
      participantId: id,
      name: requiredLine(LIMITS.personNameChars),
      unit: requiredLine(LIMITS.unitNameChars),
    },
  },
  setCoFacilitatorInput: { valid: { participantId: 'p', on: true }, fields: { participantId: id, on: flag } },
  writePrivatePointInput: {
    valid: point,
    fields: {
      sessionId: id,
      pointId: id,
      themeId: id,
      text: {
        taken: ['字', chars(LIMITS.pointTextChars)],
        refused: ['', ' \n', '\u0000', chars(LIMITS.pointTextChars + 1), null],
      },
      source: optional(nullable(oneOf(POINT_SOURCES))),
      channel: optional(line(LIMITS.channelChars)),
      category: optional(oneOf(POINT_CATEGORIES)),
      level: optional(nullable(oneOf(POINT_LEVELS))),
      prompt: optional(nullable(prompt)),
    },
  },
  deletePrivatePointInput: { valid: { sessionId: 's', pointId: 'p' }, fields: { sessionId: id, pointId: id } },
  answerPromptInput: {
    valid: { sessionId: 's', themeId: 't', prompt: 0, noProblem: true },
    fields: { sessionId: id, themeId: id, prompt, noProblem: flag },
  },
  createSessionInput: {
    valid: { campaignId: 'c', title: '第一场' },
    fields: { campaignId: id, title: requiredLine(LIMITS.sessionTitleChars), carriesOver: optional(flag) },
  },
  keepSnapshotInput: {
    valid: { sessionId: 's', label: '' },
    fields: { sessionId: id, label: line(LIMITS.snapshotLabelChars) },
  },
  restoreSnapshotInput: { valid: { sessionId: 's', snapshotId: 'n' }, fields: { sessionId: id, snapshotId: id } },
  restorePointsInput: {
    valid: { sessionId: 's', pointIds: ['p'] },
    fields: { sessionId: id, pointIds: ids(1, LIMITS.removedPointsPerSession) },
  },
  actionFiltersInput: { valid: {}, fields: filterRows },
  countActionsInput: {
    valid: { campaignId: 'c' },
    fields: { campaignId: id, filters: { taken: [{}, undefined], refused: [null, 'x', { themeId: 'a b' }] } },
  },
  pageActionsInput: {
    valid: { campaignId: 'c' },
    fields: {
      campaignId: id,
      filters: { taken: [{}, undefined], refused: [null, 'x', { themeId: 'a b' }] },
      sort: optional(oneOf(ACTION_SORTS)),
      cursor: { taken: [null, undefined, 'x'.repeat(64)], refused: ['x'.repeat(65), 7] },
      limit: optional(whole(1, LIMITS.actionsPerPage)),
    },
  },
  joinCodeInput: {
    valid: { code: '' },
    fields: { code: { taken: ['', chars(64)], refused: [chars(65), null] } },
  },
  joinSessionInput: {
    valid: { code: 'ABCDEFGH' },
    fields: {
      code: { taken: ['', chars(64)], refused: [chars(65), null] },
      name: optional(line(LIMITS.personNameChars)),
      unit: optional(line(LIMITS.unitNameChars)),
    },
  },
  castVoteInput: {
    valid: { sessionId: 's', voteId: 'v', targetId: 'p' },
    fields: { sessionId: id, voteId: id, targetId: id },
  },
  withdrawVoteInput: { valid: { sessionId: 's', voteId: 'v' }, fields: { sessionId: id, voteId: id } },
  voteSettingsInput: {
    valid: { sessionId: 's', budget: 5, perPoint: 1, totalsHidden: false },
    fields: {
      sessionId: id,
      budget: whole(1, LIMITS.votesPerPerson),
      perPoint: whole(1, LIMITS.votesPerPerson),
      totalsHidden: flag,
    },
  },
};

function proveRows(schema: z.ZodObject, { valid, fields }: Table): void {
  const takes = (input: unknown) => schema.safeParse(input).success;
  expect(Object.keys(fields).sort()).toEqual(Object.keys(schema.shape).sort());
  expect(takes(valid), 'the valid input').toBe(true);
  for (const [name, { taken, refused }] of Object.entries(fields)) {
    for (const value of taken) expect(takes({ ...valid, [name]: value }), `${name}: ${said(value)}`).toBe(true);
    for (const value of refused) expect(takes({ ...valid, [name]: value }), `${name}: ${said(value)}`).toBe(false);
  }
}

function said(value: unknown): string {
  return (JSON.stringify(value) ?? 'left out').slice(0, 60);
}

const tables = Object.entries(TABLES);
const SCHEMAS = new Map(
  Object.entries(domain).flatMap(([name, value]) => (value instanceof z.ZodType ? [[name, value] as const] : [])),
);

test('every input has a table', () => {
  const inputs = [...SCHEMAS.keys()].filter((name) => name.endsWith('Input'));
  expect([...tables.map(([name]) => name), 'setTimerInput'].sort()).toEqual(inputs.sort());
});

test.each(tables)('%s takes what is within its bounds, and refuses what is beyond', (name, table) => {
  const schema = SCHEMAS.get(name);
  if (!(schema instanceof z.ZodObject)) throw new Error(`${name} has no fields`);
  proveRows(schema, table);
});

describe('setTimerInput', () => {
  const rows: Record<string, Readonly<Record<string, Row>>> = {
    start: { minutes },
    add: { minutes },
    pause: {},
    resume: {},
    clear: {},
  };
  test('does one of five things', () => {
    expect(domain.setTimerInput.options.map(({ shape }) => shape.to.value).sort()).toEqual(Object.keys(rows).sort());
  });
  test.each(domain.setTimerInput.options.map((option) => [option.shape.to.value, option] as const))(
    '%s',
    (to, option) => {
      const fields = rows[to] ?? {};
      const valid = { sessionId: 's', to, ...('minutes' in fields ? { minutes: 1 } : {}) };
      proveRows(option, {
        valid,
        fields: { sessionId: id, to: { taken: [to], refused: ['forget', null] }, ...fields },
      });
      expect(domain.setTimerInput.safeParse(valid).success).toBe(true);
    },
  );
});
