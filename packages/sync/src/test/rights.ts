import type { DocumentRights } from '../ports.ts';

/** What the roles come to in a document. */
export const RIGHTS = {
  reader: { add: false, editOwn: false, editAny: false },
  participant: { add: true, editOwn: true, editAny: false },
  facilitator: { add: true, editOwn: true, editAny: true },
} as const satisfies Record<string, DocumentRights>;
