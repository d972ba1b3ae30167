import type { LiveEvent } from './trpc.ts';

/** Every query of a router, or one of its queries. */
export type QueryGroup = 'campaigns' | 'campaigns.list' | 'sessions' | 'sessions.list' | 'members' | 'actions';

/** Which queries an event makes stale. */
const TOUCHED = {
  // What changed between the first answer and this moment was announced to nobody. There are no later gaps: the client
  // resumes from the last event that it saw.
  'follow.started': ['campaigns', 'sessions', 'members', 'actions'],
  'campaign.created': ['campaigns'],
  'campaign.renamed': ['campaigns', 'sessions'],
  'units.changed': ['campaigns', 'sessions', 'members', 'actions'],
  'member.joined': ['members', 'campaigns', 'sessions'],
  'member.removed': ['members', 'campaigns', 'sessions'],
  'invitation.created': ['members'],
  'invitation.revoked': ['members'],
  'session.created': ['sessions.list', 'campaigns.list'],
  'session.closed': ['sessions'],
  'session.reopened': ['sessions'],
  'session.codeRenewed': ['sessions'],
  // Only the count: were the session itself asked again, each of 200 people who join would make 200 phones ask.
  'participant.joined': ['sessions.list'],
  'points.promoted': ['actions', 'campaigns.list'],
  'action.edited': ['actions'],
  'action.moved': ['actions'],
  'list.exported': [],
} as const satisfies Record<LiveEvent['type'], readonly QueryGroup[]>;

function isKnown(type: string): type is keyof typeof TOUCHED {
  return Object.hasOwn(TOUCHED, type);
}

/** A type that this page does not know comes from a newer server: then everything is asked again. */
export function touchedBy(eventType: string): readonly QueryGroup[] {
  return TOUCHED[isKnown(eventType) ? eventType : 'follow.started'];
}
