import type { Point } from '@gongyi/board';
import { allows, type Standing } from '@gongyi/domain';

type Session = { readonly closed: boolean; readonly me: { readonly id: string; readonly standing: Standing } };

export function isMine(session: Session, point: Point): boolean {
  return point.authorId !== '' && point.authorId === session.me.id;
}

export function canAddPoints({ closed, me }: Session): boolean {
  return !closed && allows(me.standing, 'point.add');
}

/** Its text, its source, and the theme that it stands in. */
export function canEditPoint(session: Session, point: Point): boolean {
  if (session.closed) return false;
  const { standing } = session.me;
  return allows(standing, 'point.editAny') || (isMine(session, point) && allows(standing, 'point.editOwn'));
}

/** A point that became an action stays: the action refers to it. */
export function canDeletePoint(session: Session, point: Point, promoted: boolean): boolean {
  return !promoted && canEditPoint(session, point);
}
