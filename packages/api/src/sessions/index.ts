/** What other subjects may use of sessions and of the people in them. */

export { keptMoment } from './policy/kept-moment.ts';
export { isHeld, notNow, rightsIn } from './policy/session-conditions.ts';
export { toVoteSettings } from './queries/get-session.ts';
export { authorOf, contribution } from './steps/author-of.ts';
export { changeSession } from './steps/change-session.ts';
export { lockSession, shareSession } from './steps/lock-session.ts';
export { requireInSession } from './steps/require-in-session.ts';
export { requireSessionPerson } from './steps/require-session-person.ts';
export { requireSessionRight } from './steps/require-session-right.ts';
export { requireTakingPart } from './steps/taking-part.ts';
export type { SessionPerson, VoteSettings } from './views.ts';
