import type { LiveEvent } from './trpc.ts';

/** Every query of a router, or one of its queries. */
export type QueryGroup =
  | 'account'
  | 'campaigns'
  | 'campaigns.list'
  | 'sessions'
  | 'sessions.list'
  | 'sessions.get'
  | 'people'
  | 'privatePoints'
  | 'prompts'
  | 'votes'
  | 'outcomes'
  | 'snapshots'
  | 'removedPoints'
  | 'members'
  | 'actions'
  | 'actions.counts'
  | 'actions.people'
  | 'actions.badges';

/** Which queries an event makes stale. */
const TOUCHED = {
  // What changed between the first answer and this moment was announced to nobody. There are no
  // later gaps: the client resumes from the last event that it saw.
  'follow.started': [
    'campaigns',
    'sessions',
    'snapshots',
    'removedPoints',
    'members',
    'actions',
    'people',
    'privatePoints',
    'prompts',
    'votes',
    'outcomes',
  ],
  'campaign.created': ['campaigns'],
  'campaign.renamed': ['campaigns', 'sessions'],
  'units.changed': ['campaigns', 'sessions', 'members', 'actions'],
  'member.joined': ['members', 'campaigns', 'sessions'],
  'member.removed': ['members', 'campaigns', 'sessions'],
  'invitation.created': ['members'],
  'invitation.revoked': ['members'],
  'session.created': ['sessions.list', 'campaigns.list'],
  'session.closed': ['sessions', 'votes', 'outcomes'],
  'session.reopened': ['sessions', 'votes', 'outcomes'],
  'session.stageChanged': ['sessions', 'votes', 'outcomes'],
  'session.switchChanged': ['sessions.get', 'votes'],
  'session.timerChanged': ['sessions.get'],
  'session.spotlightChanged': ['sessions.get'],
  'session.summoned': ['sessions.get'],
  'session.holdChanged': ['sessions.get'],
  'session.joiningChanged': ['sessions'],
  'session.anonymityChanged': ['sessions'],
  'session.privateWritingChanged': ['sessions.get', 'prompts'],
  'session.revealed': ['sessions.get', 'privatePoints', 'prompts', 'outcomes'],
  'session.voteSettingsChanged': ['sessions.get', 'votes'],
  'session.codeRenewed': ['sessions'],
  'session.snapshotKept': ['snapshots'],
  'session.restored': ['snapshots', 'removedPoints'],
  // Only the count: were the session itself asked again, each of 200 people who join would make 200
  // phones ask.
  'participant.joined': ['sessions.list', 'people'],
  'participant.renamed': ['people', 'sessions.get'],
  'participant.removed': ['people', 'sessions'],
  'participant.readmitted': ['people', 'sessions.list'],
  'participant.roleChanged': ['people', 'sessions.get'],
  'privatePoints.changed': ['privatePoints'],
  'prompts.answered': ['prompts'],
  'votes.changed': ['votes'],
  'votes.voided': ['votes', 'outcomes'],
  'votes.startedAnew': ['votes', 'outcomes'],
  'points.restored': ['removedPoints', 'outcomes'],
  'points.disposed': ['outcomes'],
  // The one action that it names is asked for by `useLiveActions`, where a list of them is shown.
  'points.promoted': ['actions.counts', 'actions.people', 'actions.badges', 'campaigns.list', 'outcomes'],
  'action.edited': ['actions.counts', 'actions.people'],
  'action.moved': ['actions.counts', 'actions.badges'],
  'list.exported': [],
} as const satisfies Record<LiveEvent['type'], readonly QueryGroup[]>;

function isKnown(type: string): type is keyof typeof TOUCHED {
  return Object.hasOwn(TOUCHED, type);
}

/**
 * A type that this page does not know comes from a newer server: then everything is asked again.
 */
export function touchedBy(eventType: string): readonly QueryGroup[] {
  return TOUCHED[isKnown(eventType) ? eventType : 'follow.started'];
}
