import { allows } from '@gongyi/domain';
import type { SessionView } from '../api/trpc.ts';

/** What the page offers. A courtesy: the server decides about every edit. */
export type CanvasRights = {
  readonly personId: string;
  readonly mayAdd: boolean;
  readonly mayEditOwn: boolean;
  readonly mayEditAny: boolean;
  readonly mayPromote: boolean;
  /** Whether the board opens for them; participants see numbers and states only. */
  readonly maySeeActions: boolean;
};

export function canvasRights(session: SessionView): CanvasRights {
  const { standing, id } = session.me;
  const open = !session.closed;
  return {
    personId: id,
    mayAdd: open && allows(standing, 'point.add'),
    mayEditOwn: open && allows(standing, 'point.editOwn'),
    mayEditAny: open && allows(standing, 'point.editAny'),
    // Promotion writes actions, not the shared document, so a closed session's points may still be promoted.
    mayPromote: allows(standing, 'point.promote'),
    maySeeActions: allows(standing, 'action.view'),
  };
}

export function mayEditPoint(rights: CanvasRights, point: { readonly authorId: string }): boolean {
  return rights.mayEditAny || (rights.mayEditOwn && point.authorId !== '' && point.authorId === rights.personId);
}

export function mayChangeAnything(rights: CanvasRights): boolean {
  return rights.mayAdd || rights.mayEditOwn || rights.mayEditAny;
}
