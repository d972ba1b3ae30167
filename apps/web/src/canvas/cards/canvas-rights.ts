import type { Card } from '@gongyi/board';
import { allows } from '@gongyi/domain';
import type { SessionView } from '../../api/trpc.ts';

/** What the page offers. A courtesy: the server decides about every edit. */
export type CanvasRights = {
  /** Under which the document knows their points. */
  readonly personId: string;
  readonly mayAdd: boolean;
  readonly mayEditOwn: boolean;
  readonly mayEditAny: boolean;
  /** Place anybody's points, merge them, and take them out again. */
  readonly mayMove: boolean;
  /** Place their own in a theme. */
  readonly mayMoveOwn: boolean;
  /** And erase what they drew; whoever may edit any point erases anybody's strokes. */
  readonly mayDraw: boolean;
  readonly mayPromote: boolean;
  /** Whether the board opens for them; participants see numbers and states only. */
  readonly maySeeActions: boolean;
};

export function canvasRights(session: SessionView): CanvasRights {
  const { standing, author } = session.me;
  const { add, addPrivately, editOwn, editAny, move, draw } = session.rights;
  return {
    personId: author.id,
    mayAdd: add === 'themes' && !addPrivately,
    mayEditOwn: editOwn,
    mayEditAny: editAny,
    mayMove: move || editAny,
    mayMoveOwn: editOwn && add === 'themes',
    mayDraw: draw,
    // Promotion writes actions, not the shared document, so a closed session's points may still be
    // promoted.
    mayPromote: allows(standing, 'point.promote'),
    maySeeActions: allows(standing, 'action.view'),
  };
}

type Authored = { readonly authorId: string };

/** The text of a point, or the point as a whole. A cluster is nobody's: see `mayMove`. */
export function mayEditPoint(rights: CanvasRights, point: Authored): boolean {
  return rights.mayEditAny || (rights.mayEditOwn && isOwn(rights, point));
}

export function mayEditCard(rights: CanvasRights, card: Authored & Pick<Card, 'members'>): boolean {
  return card.members.length === 0 && mayEditPoint(rights, card);
}

export function mayMoveCard(rights: CanvasRights, card: Authored & { readonly isCluster: boolean }): boolean {
  return rights.mayMove || (rights.mayMoveOwn && !card.isCluster && isOwn(rights, card));
}

export function mayErase(rights: CanvasRights, stroke: Authored): boolean {
  return rights.mayDraw && (rights.mayEditAny || isOwn(rights, stroke));
}

function isOwn({ personId }: CanvasRights, { authorId }: Authored): boolean {
  return authorId !== '' && authorId === personId;
}

export function mayChangeAnything(rights: CanvasRights): boolean {
  return rights.mayAdd || rights.mayEditOwn || rights.mayEditAny || rights.mayMove || rights.mayDraw;
}
