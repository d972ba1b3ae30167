import type { Access, DocumentRights, Editor, ShownName } from '../ports.ts';

/** The name that `pointDraft` gives its points. */
export const SHOWN_NAME: ShownName = { name: '王芳', unit: '石桥村' };

/** Somebody in a session where everybody is called the same. */
export function editorOf(personId: string, rights: DocumentRights): Editor {
  return {
    memberId: personId,
    personId,
    ownerKey: `key of ${personId}`,
    rights,
    names: [SHOWN_NAME],
    isNameless: false,
  };
}

export function accessOf(personId: string, rights: DocumentRights): Access {
  return { ok: true, ...editorOf(personId, rights) };
}
