import { z } from 'zod';
import { MEMBER_ROLES } from './capabilities.ts';
import { ACTION_FIELDS, type ActionFieldName } from './ledger/action-fields.ts';
import { ACTION_STATES } from './ledger/action-states.ts';
import { ACTION_MOVES } from './ledger/moves.ts';
import { DISPOSITIONS } from './point-disposition.ts';
import { SNAPSHOT_REASONS } from './session-snapshot.ts';
import { SESSION_STAGES, SESSION_SWITCHES } from './session-stage.ts';

/** Words of states and moves in events that were written before 2026-12. */
const FORMER_WORDS: Readonly<Record<string, string>> = {
  not_started: 'notStarted',
  in_progress: 'inProgress',
  standing: 'ongoing',
  keepStanding: 'makeOngoing',
};

/** One of these words, or a former word for it. */
function wordOf<const Words extends readonly string[]>(words: Words) {
  return z
    .string()
    .transform((word) => FORMER_WORDS[word] ?? word)
    .pipe(z.enum(words));
}

const texts = z.array(z.string()).readonly();
const nothing = z.object({});
const turned = z.object({ on: z.boolean() });
const stages = z.object({ from: z.enum(SESSION_STAGES), to: z.enum(SESSION_STAGES) });
const renamed = z.object({ from: z.string(), to: z.string() });
/** Whose they were is not kept. */
const ofVotes = z.object({ votes: z.number(), people: z.number() });
const membership = z.object({ role: z.enum(MEMBER_ROLES), unitId: z.string().nullable() });

const fieldChange = z.object({ from: z.json(), to: z.json() }).optional();
/** Only the fields that changed. */
const fieldChanges = z.object(
  Object.fromEntries(ACTION_FIELDS.map((name) => [name, fieldChange])) as Record<ActionFieldName, typeof fieldChange>,
);

/**
 * What happens in a campaign: one row a type of event, with what the history keeps of it. An event
 * is written and read through its schema. What stands in a database is never changed: a schema that
 * changes has to read what earlier builds wrote.
 */
export const EVENTS = {
  'campaign.created': z.object({ name: z.string() }),
  'campaign.renamed': z.object({ name: renamed }),
  'units.changed': z.union([
    z.object({ added: texts }),
    z.object({ removed: z.object({ unitId: z.string(), name: z.string() }) }),
    z.object({ renamed: renamed.extend({ unitId: z.string() }) }),
  ]),
  'member.joined': membership.extend({ invitationId: z.string() }),
  'member.removed': membership.pick({ role: true }),
  'invitation.created': membership,
  'invitation.revoked': nothing,
  'session.created': z.object({ title: z.string() }),
  'session.closed': stages,
  'session.reopened': stages,
  'session.codeRenewed': nothing,
  'session.stageChanged': stages,
  'session.switchChanged': turned.extend({ name: z.enum(SESSION_SWITCHES) }),
  'session.joiningChanged': turned,
  'session.timerChanged': z.object({ to: z.string() }),
  'session.spotlightChanged': z.object({ pointId: z.string().nullable() }),
  'session.summoned': z.object({ ended: z.boolean() }),
  'session.holdChanged': z.object({ held: z.boolean() }),
  'session.anonymityChanged': turned,
  'session.privateWritingChanged': turned,
  'session.revealed': z.object({ points: z.number() }),
  'session.voteSettingsChanged': z.object({ budget: z.number(), perPoint: z.number(), totalsHidden: z.boolean() }),
  'session.snapshotKept': z.object({
    snapshotId: z.string(),
    reason: z.enum(SNAPSHOT_REASONS),
    label: z.string(),
    points: z.number(),
  }),
  'session.restored': z.object({ snapshotId: z.string(), keptId: z.string() }),
  'participant.joined': nothing,
  'participant.renamed': nothing,
  'participant.removed': nothing,
  'participant.readmitted': nothing,
  'participant.roleChanged': z.object({ coFacilitator: z.boolean() }),
  'privatePoints.changed': nothing,
  'prompts.answered': nothing,
  'votes.changed': nothing,
  'votes.voided': ofVotes,
  'votes.startedAnew': ofVotes,
  'points.restored': z.object({ pointIds: texts }),
  'points.disposed': z.object({
    /** Null when a decision was taken back. */
    disposition: z.enum(DISPOSITIONS).nullable(),
    reason: z.string(),
    pointIds: texts,
  }),
  'points.promoted': z.object({ number: z.number(), themeId: z.string(), pointIds: texts }),
  'action.edited': fieldChanges,
  'action.moved': z.object({
    move: wordOf(ACTION_MOVES),
    from: wordOf(ACTION_STATES),
    to: wordOf(ACTION_STATES),
    text: z.string(),
    /** YYYY-MM-DD */
    reviewDate: z.string().nullable(),
  }),
  'list.exported': z.object({ scope: z.enum(['all', 'agreed']), rows: z.number() }),
} as const satisfies Record<string, z.ZodType<object>>;

export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

/** What is kept of an event of this type. */
export type EventData<Type extends EventType> = z.output<(typeof EVENTS)[Type]>;

/** An event as it is written and read; `data` belongs to `type`. */
export type KnownEvent = { [Type in EventType]: { readonly type: Type; readonly data: EventData<Type> } }[EventType];

/** `unknown`: of a type, or with data, that this build does not know. */
export type ReadEvent = KnownEvent | { readonly type: 'unknown' };

/** A stored event. Never throws: what a newer or an older build wrote stays in the history. */
export function readEvent(type: string, data: unknown): ReadEvent {
  if (!isEventType(type)) return { type: 'unknown' };
  const read = EVENTS[type].safeParse(data);
  return read.success ? ({ type, data: read.data } as KnownEvent) : { type: 'unknown' };
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}
