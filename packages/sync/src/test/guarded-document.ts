import * as Y from 'yjs';
import { type ClientIdLimits, createClientIdBudget, LIMITS_OF_A_SESSION } from '../guard/client-id-budget.ts';
import { createClientIds } from '../guard/client-ids.ts';
import { createEditGuard, type Sender, type Verdict } from '../guard/edit-guard.ts';
import type { Rule } from '../guard/rules.ts';
import { createWrittenUnits } from '../guard/written-units.ts';
import { editorOf } from './editor-of.ts';
import { forgeChange } from './forge.ts';
import { RIGHTS } from './rights.ts';

/** Of a page that nobody else has. */
const PAGE = 4711;

type Role = keyof typeof RIGHTS;
type Said = {
  readonly kind?: 'answer' | 'edit';
  readonly role?: Role;
  readonly namedClientId?: number;
  readonly names?: Sender['names'];
  /** Left out, the person's own. */
  readonly memberId?: string;
};

/** A document and its guard without a server: what it decides is seen in the same turn. */
export function guardedDocument(
  fill: (doc: Y.Doc) => unknown = () => undefined,
  { unitsPerAuthor, ...limits }: Partial<ClientIdLimits> & { readonly unitsPerAuthor?: number } = {},
) {
  const doc = new Y.Doc();
  doc.transact(() => void fill(doc));
  const clientIds = createClientIds();
  const budget = createClientIdBudget(doc, { ...LIMITS_OF_A_SESSION, ...limits });
  const guard = createEditGuard(doc, clientIds, budget, createWrittenUnits(doc, clientIds, unitsPerAuthor));

  function judge(
    update: Uint8Array,
    personId: string,
    { kind = 'edit', role, namedClientId, names, memberId }: Said = {},
  ): Verdict {
    const rights = RIGHTS[role ?? (personId as Role)];
    const given = { ...(names && { names }), ...(memberId && { memberId }) };
    const sender: Sender = { ...editorOf(personId, rights), ...given, namedClientId };
    return guard.judge(update, kind, sender);
  }

  return {
    doc,
    clientIds,
    judge,
    /**
     * As a room does it: what the guard lets through is applied. By default the person's name is
     * their role.
     */
    take(update: Uint8Array, personId: string, said?: Said): Verdict {
      const verdict = judge(update, personId, said);
      if (!verdict.isRefused && verdict.update !== null) Y.applyUpdate(doc, verdict.update);
      if (doc.store.pendingStructs !== null) throw new Error('Yjs keeps something for later');
      return verdict;
    },
    /** What somebody makes of a copy of the document, as their page would send it. */
    changed: (change: (copy: Y.Doc) => unknown, clientId = PAGE) => forgeChange(doc, clientId, change),
  };
}

export function outcomeOf(verdict: Verdict): Rule | 'taken' {
  return verdict.isRefused ? verdict.rule : 'taken';
}
