import type { Api } from '@gongyi/api';
import { CLOSE_CODES, type SessionRights } from '@gongyi/domain';
import type { Authorise, DocumentRights } from '@gongyi/sync';
import { factsOfUpgrade } from '../http/request-facts.ts';

const CLOSE_CODE_OF = {
  notSignedIn: CLOSE_CODES.notSignedIn,
  forbidden: CLOSE_CODES.forbidden,
  notFound: CLOSE_CODES.noSuchSession,
  removedFromSession: CLOSE_CODES.ended,
  deviceUnknown: CLOSE_CODES.deviceUnknown,
} as const;

/** The sync server's question, answered by the API's table of rights. */
export function createAuthorise(api: Pick<Api, 'authoriseSync'>): Authorise {
  return async (headers, sessionId) => {
    const permit = await api.authoriseSync(factsOfUpgrade(headers), sessionId);
    if (!permit.ok) return { ok: false, closeCode: CLOSE_CODE_OF[permit.refusal] };
    const { person, authorId, ownerKey, signInId, names, anonymous } = permit;
    const access = {
      ok: true,
      memberId: person.id,
      // The document knows people by what stands on their points, which in an anonymous session is
      // not their id.
      personId: authorId,
      ownerKey,
      rights: documentRights(permit),
      names,
      isNameless: anonymous,
      takesPart: person.takesPart,
    } as const;
    return signInId === null ? access : { ...access, signInId };
  };
}

type Permit = {
  readonly rights: SessionRights;
  readonly themeIds: readonly string[];
  readonly privateWriting: boolean;
};

function documentRights({ rights, themeIds, privateWriting }: Permit): DocumentRights {
  const { add, addPrivately, editOwn, move, draw, editAny, lead } = rights;
  return {
    themes: new Set(themeIds),
    add: addPrivately ? 'none' : add,
    editOwn,
    move,
    draw,
    editAny,
    lead,
    showDoing: !privateWriting,
  };
}
