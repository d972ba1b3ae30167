export {
  allows,
  allowsOn,
  CAPABILITIES,
  type Capability,
  type ConcernedAction,
  GRANTS,
  type Grant,
  grantOf,
  MEMBER_ROLES,
  type MemberRole,
  ROLES,
  type Role,
  type Standing,
} from './capabilities.ts';
export { type Clock, systemClock } from './clock.ts';
export { CLOSE_CODES } from './close-codes.ts';
export { DEMO_POINTS, DEMO_TEMPLATE_ID, type DemoPoint } from './demo-points.ts';
export { DomainError, ERROR_CODES, type ErrorCode, type ErrorDetails } from './errors.ts';
export {
  EVENT_TYPES,
  EVENTS,
  type EventData,
  type EventType,
  isEventType,
  type KnownEvent,
  type ReadEvent,
  readEvent,
} from './events.ts';
export {
  type ActionId,
  type CampaignId,
  type ClusterId,
  type InvitationId,
  newId,
  type ParticipantId,
  type PointId,
  type SessionId,
  type SessionSnapshotId,
  type StrokeId,
  type ThemeId,
  type UnitId,
  type UserId,
} from './ids.ts';
export { type AccountInput, acceptInvitationInput, accountInput, setupInput } from './input/account-input.ts';
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
export {
  type DisposePointsInput,
  disposePointsInput,
  type UndisposePointsInput,
  undisposePointsInput,
} from './input/disposition-input.ts';
export { dayField, idField, tokenField } from './input/fields.ts';
export {
  type CanvasView,
  type SetOnInput,
  type SetSpotlightInput,
  type SetStageInput,
  type SetSwitchInput,
  type SetTimerInput,
  type SummonInput,
  setOnInput,
  setSpotlightInput,
  setStageInput,
  setSwitchInput,
  setTimerInput,
  summonInput,
} from './input/lead-input.ts';
export {
  participantInput,
  type RenameParticipantInput,
  renameParticipantInput,
  type SetCoFacilitatorInput,
  setCoFacilitatorInput,
} from './input/participant-input.ts';
export {
  type AnswerPromptInput,
  answerPromptInput,
  type DeletePrivatePointInput,
  deletePrivatePointInput,
  type WritePrivatePointInput,
  writePrivatePointInput,
} from './input/private-point-input.ts';
export {
  createSessionInput,
  type JoinSessionInput,
  joinCodeInput,
  joinSessionInput,
  keepSnapshotInput,
  restorePointsInput,
  restoreSnapshotInput,
} from './input/session-input.ts';
export {
  type CastVoteInput,
  castVoteInput,
  type VoteSettingsInput,
  voteSettingsInput,
  type WithdrawVoteInput,
  withdrawVoteInput,
} from './input/vote-input.ts';
export { formatJoinCode, newJoinCode, parseJoinCode } from './join-code.ts';
export {
  ACTION_FIELDS,
  ACTION_TYPES,
  type ActionFieldName,
  EMPTY_ACTION_FIELDS,
  FIELDS,
  type FieldKind,
  GATE_FIELDS,
  isProse,
  isSameValue,
  missingForAgreement,
  type ProseField,
  pickFields,
  tidyFields,
  withChanges,
} from './ledger/action-fields.ts';
export {
  ACTION_SORTS,
  type ActionFields,
  type ActionFilters,
  actionFieldsInput,
  actionFiltersInput,
  type CountActionsInput,
  countActionsInput,
  type EditActionInput,
  editActionInput,
  type MoveActionInput,
  moveActionInput,
  type PageActionsInput,
  type PromotePointsInput,
  pageActionsInput,
  promotePointsInput,
} from './ledger/action-input.ts';
export {
  type ActionLife,
  applyMove,
  type MoveInput,
  moveInputRefusal,
  moveNotAllowed,
  NEW_LIFE,
} from './ledger/action-life.ts';
export {
  type ActionCounts,
  type ActionPage,
  type ActionSummary,
  type CursorPlace,
  readCursor,
  toSummary,
  writeCursor,
} from './ledger/action-list.ts';
export { formatActionNumber, themeCodeFor } from './ledger/action-number.ts';
export { ACTION_STATES, type ActionState, STATES, statesWhere } from './ledger/action-states.ts';
export type { ActionBadge, ActionView, ListedAction, PromotedPoint } from './ledger/action-view.ts';
export {
  ACTION_MOVES,
  type ActionMove,
  type ActionPlace,
  firstStepTowards,
  MOVES,
  type MoveRow,
  moveBetween,
  movesFrom,
  nextState,
  targetOf,
} from './ledger/moves.ts';
export { LIMITS } from './limits.ts';
export { toPlainText } from './plain-text.ts';
export {
  INBOX_THEME_ID,
  POINT_CATEGORIES,
  POINT_CHANNELS,
  POINT_LEVELS,
  POINT_SOURCE_BY_CHINESE,
  POINT_SOURCES,
  type PointCategory,
  type PointChannel,
  type PointLevel,
  type PointSource,
} from './point.ts';
export { DISPOSITIONS, type Disposition } from './point-disposition.ts';
export { foldVotes, type RankedVotes, rankVotes, type VoteTotal } from './rank-votes.ts';
export { NO_SESSION_RIGHTS, type SessionConditions, type SessionRights, sessionRights } from './session-rights.ts';
export { SNAPSHOT_REASONS, type SnapshotReason } from './session-snapshot.ts';
export {
  isSessionStage,
  isWritingStage,
  SESSION_STAGES,
  SESSION_SWITCHES,
  type SessionStage,
  type SessionSwitch,
  type SessionSwitches,
  STAGE_SWITCHES,
} from './session-stage.ts';
export { STROKE_COLORS, STROKE_WIDTHS, type StrokeColor, type StrokeWidth } from './stroke.ts';
export { type CampaignTemplate, TEMPLATES, THEME_COLORS, type ThemeDraft } from './templates.ts';
