import type { PointSource } from '../point.ts';
import type { GateField } from './agreement-gate.ts';
import type { ActionMove, ActionState } from './moves.ts';

/** A point as it stood when it was promoted. */
export type PromotedPoint = {
  readonly pointId: string;
  readonly sessionId: string;
  readonly text: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
};

/** An action as pages and exports read it. Days are YYYY-MM-DD, instants ISO 8601. */
export type ActionView = {
  readonly id: string;
  readonly campaignId: string;
  readonly themeId: string;
  /** As people say it: 营商-003. */
  readonly number: string;
  readonly state: ActionState;
  readonly problem: string;
  readonly goal: string;
  readonly measure: string;
  readonly leadUnitId: string | null;
  readonly supportUnitIds: readonly string[];
  readonly leader: string;
  readonly owners: readonly string[];
  readonly deadline: string | null;
  readonly committed: boolean;
  /** What the gate to the agreed list still asks for. */
  readonly missing: readonly GateField[];
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

/** What a promoted point's card carries. */
export type ActionBadge = {
  readonly pointId: string;
  readonly actionId: string;
  readonly number: string;
  readonly state: ActionState;
};
