import type { Access, DocumentRights, Editor, ShownName } from '../ports.ts';

/** The name that `pointDraft` gives its points. Everybody was once called so. */
const SHOWN_NAME: ShownName = { name: '王芳', unit: '石桥村' };

/** Nobody has the first of another. */
export function namesOf(personId: string): readonly ShownName[] {
  return [{ name: `小${personId}`, unit: `${personId}村` }, SHOWN_NAME];
}

export function editorOf(personId: string, rights: DocumentRights): Editor {
  return {
    memberId: personId,
    personId,
    ownerKey: `key of ${personId}`,
    rights,
    names: namesOf(personId),
    isNameless: false,
    takesPart: true,
  };
}

export function accessOf(personId: string, rights: DocumentRights): Access {
  return { ok: true, ...editorOf(personId, rights) };
}
