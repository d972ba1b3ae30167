export { formatActionNumber, themeCodeFor } from './action-number.ts';
export {
  ACTION_MOVES,
  ACTION_STATES,
  type ActionMove,
  type ActionState,
  MOVE_RULES,
  type MoveRule,
  moveBetween,
  movesFrom,
  NEXT_STATE,
} from './action-state.ts';
export type { ActionBadge, ActionView, PromotedPoint } from './action-view.ts';
export { GATE_FIELDS, type GateField, type GateFields, missingForAgreement } from './agreement-gate.ts';
export {
  allows,
  CAPABILITIES,
  type Capability,
  GRANTS,
  type Grant,
  grantOf,
  MEMBER_ROLES,
  type MemberRole,
  ROLES,
  type Role,
  type Standing,
} from './capabilities.ts';
export { CLOSE_CODES } from './close-codes.ts';
export { DEMO_POINTS, DEMO_TEMPLATE_ID, type DemoPoint } from './demo-points.ts';
export { DomainError, ERROR_CODES, type ErrorCode, type ErrorDetails } from './errors.ts';
export {
  type ActionId,
  type CampaignId,
  type InvitationId,
  newId,
  type ParticipantId,
  type PointId,
  type SessionId,
  type ThemeId,
  type UnitId,
  type UserId,
} from './ids.ts';
export { type AccountInput, acceptInvitationInput, accountInput, setupInput } from './input/account-input.ts';
export {
  type ActionFields,
  actionFieldsInput,
  type EditActionInput,
  editActionInput,
  type MoveActionInput,
  moveActionInput,
  type PromotePointsInput,
  promotePointsInput,
} from './input/action-input.ts';
export {
  addUnitsInput,
  type CreateCampaignInput,
  type CreateInvitationInput,
  createCampaignInput,
  createInvitationInput,
  renameCampaignInput,
  renameUnitInput,
  themeInput,
} from './input/campaign-input.ts';
export { dayField, idField, tokenField } from './input/fields.ts';
export { createSessionInput, type JoinSessionInput, joinCodeInput, joinSessionInput } from './input/session-input.ts';
export { formatJoinCode, newJoinCode, parseJoinCode } from './join-code.ts';
export { LIMITS } from './limits.ts';
export { POINT_SOURCE_BY_CHINESE, POINT_SOURCES, type PointSource } from './point.ts';
export { type CampaignTemplate, TEMPLATES, THEME_COLORS, type ThemeDraft } from './templates.ts';
