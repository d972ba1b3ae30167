import { DomainError, type ErrorCode, type SessionRights } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { rightsIn } from '../policy/session-conditions.ts';
import { authorOf, ownerKeyOf } from '../steps/author-of.ts';
import { requireSessionPerson } from '../steps/require-session-person.ts';
import { enterSession } from '../steps/taking-part.ts';
import type { SessionPerson } from '../views.ts';

const REFUSALS = [
  'notSignedIn',
  'forbidden',
  'notFound',
  'removedFromSession',
  'deviceUnknown',
] as const satisfies ErrorCode[];
type SyncRefusal = (typeof REFUSALS)[number];

/** How somebody is shown on their points and at their cursor. */
type ShownName = { readonly name: string; readonly unit: string };

export type SyncPermit =
  | {
      readonly ok: true;
      readonly campaignId: string;
      readonly person: SessionPerson;
      /** The sign-in that this hangs on; null for a participant, who needs none. */
      readonly signInId: string | null;
      /**
       * Who the person is in the document: in an anonymous session not `person.id`, which must not
       * get near it.
       */
      readonly authorId: string;
      /**
       * What their edits are marked with where the document is stored: the same whenever the same
       * person comes to this session, and nobody can be told from it nor recognised in another.
       */
      readonly ownerKey: string;
      /**
       * The name and unit under which they may write, those of now first, then what they were
       * called while a page of theirs may have been offline; both are empty in an anonymous
       * session.
       */
      readonly names: readonly ShownName[];
      readonly anonymous: boolean;
      /** What they may do now. After a change that `SessionGate` tells of, ask again. */
      readonly rights: SessionRights;
      /** The campaign's: nothing in the document is in another. */
      readonly themeIds: readonly string[];
      /**
       * Points are written apart until the reveal: the document takes none, and nobody may see who
       * does what.
       */
      readonly privateWriting: boolean;
    }
  | { readonly ok: false; readonly refusal: SyncRefusal };

async function readNames(
  { lookups }: Pick<ServiceDeps, 'lookups'>,
  campaignId: string,
  { id, name, unit }: SessionPerson,
): Promise<ShownName[]> {
  const former = await lookups.formerNames(campaignId, id);
  const others = former.filter((shown) => shown.name !== name || shown.unit !== unit);
  return [{ name, unit }, ...others.map((shown) => ({ name: shown.name, unit: shown.unit }))];
}

/**
 * Whether somebody may be in a session's document, and what they may do in it. In a closed session
 * everybody reads and nobody writes. Who asks for it enters.
 */
export async function authoriseSync(
  deps: Pick<ServiceDeps, 'prisma' | 'notifier' | 'lookups' | 'lanes' | 'derivedKey' | 'now'>,
  actor: Actor,
  sessionId: string,
): Promise<SyncPermit> {
  const session = await deps.lookups.session(sessionId);
  if (session === null) return { ok: false, refusal: 'notFound' };
  try {
    const person = await enterSession(deps, actor, session, await requireSessionPerson(deps, actor, session));
    const { id: authorId, name, unit } = authorOf(deps, actor, session, person);
    const [names, themeIds] = await Promise.all([
      session.anonymous ? [{ name, unit }] : readNames(deps, session.campaignId, person),
      deps.lookups.themeIds(session.campaignId),
    ]);
    return {
      ok: true,
      campaignId: session.campaignId,
      person,
      signInId: person.kind === 'user' ? actor.signInId : null,
      authorId,
      ownerKey: ownerKeyOf(deps, actor, session, person),
      names,
      anonymous: session.anonymous,
      rights: rightsIn(session, person, deps.now()),
      themeIds,
      privateWriting: session.privateWriting,
    };
  } catch (error) {
    const refusal = error instanceof DomainError ? REFUSALS.find((code) => code === error.code) : undefined;
    if (refusal !== undefined) return { ok: false, refusal };
    throw error;
  }
}
