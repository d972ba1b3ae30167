import type { Point } from '@gongyi/board';
import { allows, type SessionRights, type Standing } from '@gongyi/domain';

type Session = {
  readonly closed: boolean;
  readonly rights: SessionRights;
  readonly me: { readonly author: { readonly id: string } };
};

export function isMine({ me }: Pick<Session, 'me'>, point: Pick<Point, 'authorId'>): boolean {
  return point.authorId !== '' && point.authorId === me.author.id;
}

/** To their themes, or to the inbox at least. */
export function canAddPoints({ rights }: Pick<Session, 'rights'>): boolean {
  return rights.add !== 'none';
}

/** Whether they have votes, answers and points of their own in the session, on another device. */
export function takesPartElsewhere({
  me,
}: {
  readonly me: { readonly takesPart: boolean; readonly standing: Standing };
}): boolean {
  return !me.takesPart && allows(me.standing, 'point.add');
}

/** Whether there is anything in the document that they may change. */
export function canWrite({ closed, rights }: Pick<Session, 'closed' | 'rights'>): boolean {
  return !closed && (rights.add !== 'none' || rights.editOwn || rights.editAny || rights.move || rights.draw);
}

/**
 * What they did before a stage changed may be beyond their rights by now: whoever may only add may
 * not take it back.
 */
export function canTakeBack({ closed, rights }: Pick<Session, 'closed' | 'rights'>): boolean {
  return !closed && (rights.editOwn || rights.editAny || rights.move);
}

/** On the canvas; and take back what they drew. */
export function canDraw({ closed, rights }: Pick<Session, 'closed' | 'rights'>): boolean {
  return !closed && rights.draw;
}

const ADDING = ['none', 'inbox', 'themes'] as const satisfies readonly SessionRights['add'][];

/**
 * Whether somebody may do less with points than before. What they did until then may have needed
 * what they lost, and so would taking it back.
 */
export function losesRights(before: SessionRights, after: SessionRights): boolean {
  return (
    ADDING.indexOf(after.add) < ADDING.indexOf(before.add) ||
    (after.addPrivately && !before.addPrivately) ||
    (['editOwn', 'move', 'editAny'] as const).some((right) => before[right] && !after[right])
  );
}

/** Its text and what is known of it. */
export function canEditPoint(session: Session, point: Pick<Point, 'authorId'>): boolean {
  const { closed, rights } = session;
  return !closed && (rights.editAny || (rights.editOwn && isMine(session, point)));
}

/**
 * To another theme: anybody's point while points are sorted, their own while themes take points.
 */
export function canMovePoint(session: Session, point: Pick<Point, 'authorId'>): boolean {
  const { closed, rights } = session;
  if (closed) return false;
  return rights.move || rights.editAny || (rights.editOwn && rights.add === 'themes' && isMine(session, point));
}

/** A point that became an action stays: the action refers to it. */
export function canDeletePoint(session: Session, point: Pick<Point, 'authorId'>, promoted: boolean): boolean {
  return !promoted && canEditPoint(session, point);
}
