export const EVENT_TYPES = [
  'campaign.created',
  'campaign.renamed',
  'units.changed',
  'member.joined',
  'member.removed',
  'invitation.created',
  'invitation.revoked',
  'session.created',
  'session.closed',
  'session.reopened',
  'session.codeRenewed',
  'session.stageChanged',
  'session.switchChanged',
  'session.timerChanged',
  'session.spotlightChanged',
  'session.summoned',
  'session.holdChanged',
  'session.joiningChanged',
  'session.anonymityChanged',
  'session.privateWritingChanged',
  'session.revealed',
  'session.voteSettingsChanged',
  'session.snapshotKept',
  'session.restored',
  'participant.joined',
  'participant.renamed',
  'participant.removed',
  'participant.readmitted',
  'participant.roleChanged',
  'privatePoints.changed',
  'prompts.answered',
  'votes.changed',
  'votes.voided',
  'votes.startedAnew',
  'points.restored',
  'points.disposed',
  'points.promoted',
  'action.edited',
  'action.moved',
  'list.exported',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * What a page is told. `follow.started` comes first when a page follows without a last event id, and is in no table: it names
 * the number from which it goes on, so that a page which read its data a moment earlier knows to read it again.
 */
export type LiveEvent = {
  readonly seq: number;
  readonly type: EventType | 'follow.started';
  /** What it is about: an action, a session, a user, an invitation, or the campaign itself. */
  readonly subjectId: string;
  readonly sessionId: string | null;
};
