import { type ActionView, EMPTY_ACTION_FIELDS } from '@gongyi/domain';

/** An action for tests of this folder: a complete one that nobody has started. */
export function testAction(overrides: Partial<ActionView> = {}): ActionView {
  return {
    ...EMPTY_ACTION_FIELDS,
    id: 'a-1',
    campaignId: 'c-1',
    themeId: 't-1',
    number: '营商-001',
    state: 'notStarted',
    stateBefore: null,
    problem: '办事指南不全',
    goal: '一次告知',
    measure: '重印指南',
    leadUnitId: 'u-1',
    supportUnitIds: [],
    leader: '张三',
    owners: ['李四'],
    deadline: '2026-06-30',
    committed: true,
    missing: [],
    sideReason: '',
    nextReview: null,
    report: '',
    returnReason: '',
    closedAt: null,
    points: [],
    version: 1,
    updatedAt: '2026-03-01T00:00:00.000Z',
    mayEdit: true,
    mayMove: [],
    ...placeOf(overrides),
    ...overrides,
  };
}

/** As the number and the theme say, so that tests need not. */
function placeOf({ number = '营商-001', themeId = 't-1' }: Partial<ActionView>): Pick<ActionView, 'place'> {
  return { place: { position: Number(themeId.slice(2)), number: Number(number.slice(-3)) } };
}
