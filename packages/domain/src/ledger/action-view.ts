import type { PointSource } from '../point.ts';
import type { ActionFieldName } from './action-fields.ts';
import type { ActionFields } from './action-input.ts';
import type { ActionState } from './action-states.ts';
import type { ActionMove } from './moves.ts';

/** A point as it stood when it was promoted. */
export type PromotedPoint = {
  readonly pointId: string;
  readonly sessionId: string;
  readonly text: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
};

/** An action as pages read it. Days are YYYY-MM-DD, instants ISO 8601. */
export type ActionView = Readonly<ActionFields> & {
  readonly id: string;
  readonly campaignId: string;
  readonly themeId: string;
  /** As people say it: 营商-003. */
  readonly number: string;
  /** Where it stands on the agreed list: by the theme's position, then by the number within it. */
  readonly place: { readonly position: number; readonly number: number };
  readonly state: ActionState;
  /** Where it was when it was set aside; null when it is not, or when that was not kept. */
  readonly stateBefore: ActionState | null;
  /** What the gate to the agreed list still asks for. */
  readonly missing: readonly ActionFieldName[];
  readonly sideReason: string;
  readonly nextReview: string | null;
  readonly report: string;
  readonly returnReason: string;
  readonly closedAt: string | null;
  readonly points: readonly PromotedPoint[];
  readonly version: number;
  readonly updatedAt: string;
  /** What the person who asked may do with it now. */
  readonly mayEdit: boolean;
  readonly mayMove: readonly ActionMove[];
};

/** What exports have of an action. Of one that is not agreed, parts may be missing. */
export type ListedAction = Pick<
  ActionView,
  | 'id'
  | 'themeId'
  | 'number'
  | 'state'
  | 'problem'
  | 'goal'
  | 'measure'
  | 'leadUnitId'
  | 'supportUnitIds'
  | 'leader'
  | 'owners'
  | 'deadline'
>;

/** What a promoted point's card carries. */
export type ActionBadge = {
  readonly pointId: string;
  readonly actionId: string;
  readonly number: string;
  readonly state: ActionState;
};
