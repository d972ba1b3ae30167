import type { Api } from '@gongyi/api';
import { allows, CLOSE_CODES, type Standing } from '@gongyi/domain';
import type { Authorise, DocumentRights } from '@gongyi/sync';
import { factsOfUpgrade } from '../http/request-facts.ts';

const CLOSE_CODE_OF = {
  notSignedIn: CLOSE_CODES.notSignedIn,
  forbidden: CLOSE_CODES.forbidden,
  notFound: CLOSE_CODES.noSuchSession,
} as const;

/** The sync server's question, answered by the API's table of rights. */
export function createAuthorise(api: Pick<Api, 'authoriseSync'>): Authorise {
  return async (headers, sessionId) => {
    const permit = await api.authoriseSync(factsOfUpgrade(headers), sessionId);
    if (!permit.ok) return { ok: false, closeCode: CLOSE_CODE_OF[permit.refusal] };
    const { person, canWrite } = permit;
    return { ok: true, personId: person.id, rights: canWrite ? rightsOf(person.standing) : NO_RIGHTS };
  };
}

const NO_RIGHTS: DocumentRights = { add: false, editOwn: false, editAny: false };

function rightsOf(standing: Standing): DocumentRights {
  return {
    add: allows(standing, 'point.add'),
    editOwn: allows(standing, 'point.editOwn'),
    editAny: allows(standing, 'point.editAny'),
  };
}
