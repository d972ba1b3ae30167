import type { ActionView } from '@gongyi/domain';
import { testAction } from './test-action.ts';

/** A board with something in most columns. */
export const COMPLETE_DRAFT = testAction({ id: 'a-1', number: '营商-001', state: 'draft' });
export const BARE_DRAFT = testAction({
  id: 'a-2',
  number: '营商-002',
  state: 'draft',
  problem: '停车难',
  goal: '',
  leadUnitId: 'u-2',
  owners: [],
  committed: false,
});
export const NOT_STARTED = testAction({ id: 'a-3', number: '营商-003', problem: '路灯不亮' });
export const IN_PROGRESS = testAction({
  id: 'a-4',
  number: '自然-001',
  themeId: 't-2',
  state: 'inProgress',
  problem: '污水直排',
  leadUnitId: 'u-2',
  supportUnitIds: ['u-1'],
  leader: '王五',
  owners: ['赵六'],
});
export const SUBMITTED = testAction({
  id: 'a-5',
  number: '自然-002',
  themeId: 't-2',
  state: 'submitted',
  problem: '河道淤塞',
  report: '已经清淤两公里',
});
export const CLOSED = testAction({
  id: 'a-6',
  number: '自然-003',
  themeId: 't-2',
  state: 'closed',
  problem: '垃圾堆放',
});
export const DEFERRED = testAction({
  id: 'a-7',
  number: '自然-004',
  themeId: 't-2',
  state: 'deferred',
  problem: '补种树木',
});

export const ACTIONS: readonly ActionView[] = [
  COMPLETE_DRAFT,
  BARE_DRAFT,
  NOT_STARTED,
  IN_PROGRESS,
  SUBMITTED,
  CLOSED,
  DEFERRED,
];

/** The same without a Chinese word. */
export function inLatin(action: ActionView): ActionView {
  return {
    ...action,
    number: `T-${action.id}`,
    problem: 'The guide is incomplete',
    goal: action.goal && 'Told once',
    measure: 'Print it again',
    leader: 'Zhang',
    owners: action.owners.map((_, index) => `Owner ${index + 1}`),
    report: action.report && 'Two kilometres cleared',
  };
}
