import type { Session } from '@gongyi/db';
import {
  DomainError,
  SESSION_SWITCHES,
  type SessionConditions,
  type SessionRights,
  type SessionSwitch,
  type SessionSwitches,
  sessionRights,
} from '@gongyi/domain';
import type { SessionPerson } from '../views.ts';

const COLUMN_OF = {
  add: 'mayAdd',
  editOwn: 'mayEditOwn',
  move: 'mayMove',
  vote: 'mayVote',
  draw: 'mayDraw',
} as const satisfies Record<SessionSwitch, keyof Session>;

type SwitchColumns = Readonly<Record<(typeof COLUMN_OF)[SessionSwitch], boolean>>;

export function switchesOf(session: SwitchColumns): SessionSwitches {
  return Object.fromEntries(SESSION_SWITCHES.map((name) => [name, session[COLUMN_OF[name]]])) as SessionSwitches;
}

/** The columns that hold these switches. */
export function columnsOf(switches: Partial<SessionSwitches>): Partial<SwitchColumns> {
  return Object.fromEntries(
    SESSION_SWITCHES.filter((name) => switches[name] !== undefined).map((name) => [COLUMN_OF[name], switches[name]]),
  );
}

/**
 * A hold that nobody has renewed in time is over, whether or not somebody has come to take it away.
 */
export function isHeld(session: Pick<Session, 'holdUntil'>, now: Date): boolean {
  return session.holdUntil !== null && session.holdUntil > now;
}

export function conditionsOf(session: Session, now: Date): SessionConditions {
  return {
    stage: session.stage,
    switches: switchesOf(session),
    held: isHeld(session, now),
    privateWriting: session.privateWriting,
  };
}

export function rightsIn(
  session: Session,
  { standing, takesPart }: Pick<SessionPerson, 'standing' | 'takesPart'>,
  now: Date,
): SessionRights {
  return sessionRights(standing, { ...conditionsOf(session, now), takesPartElsewhere: !takesPart });
}

/** Why something that a switch allows is not possible now, in the words that help most. */
export function notNow(session: Session, now: Date): DomainError {
  if (session.stage === 'closed') return new DomainError('sessionClosed');
  return new DomainError(isHeld(session, now) ? 'sessionHeld' : 'notOpenNow');
}
