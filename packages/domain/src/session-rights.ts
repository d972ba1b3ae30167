import { allows, type Standing } from './capabilities.ts';
import type { SessionStage, SessionSwitches } from './session-stage.ts';

/** How a session stands, as far as it decides about rights in it. */
export type SessionConditions = {
  readonly stage: SessionStage;
  readonly switches: SessionSwitches;
  /** Everybody is held at a leader's view. */
  readonly held: boolean;
  /**
   * Until the reveal, points are kept apart from the document, and seen by whoever wrote them
   * alone.
   */
  readonly privateWriting: boolean;
  /**
   * The person takes part on another device, and here they look on and lead. Left out, on this one.
   */
  readonly takesPartElsewhere?: boolean;
};

/** What somebody may do in a session now. */
export type SessionRights = {
  /** `inbox`: only points without a theme, for the facilitator to sort in. */
  readonly add: 'themes' | 'inbox' | 'none';
  /** What they add goes to the private points, not into the document. */
  readonly addPrivately: boolean;
  /** Edit and delete the points that they wrote. */
  readonly editOwn: boolean;
  /** Change theme and place of any point. */
  readonly move: boolean;
  readonly vote: boolean;
  readonly draw: boolean;
  readonly editAny: boolean;
  /**
   * Run the session: stages, switches, timer, spotlight, summons, people. Also of a closed one,
   * which can be opened again.
   */
  readonly lead: boolean;
};

/**
 * The only place where stage, switches and hold become rights. The API, the sync server and the
 * pages ask it.
 *
 * Switches and holds bind whoever comes to take part (participants, liaisons); not those who lead,
 * nor those who may edit any point, because it is their work to put right what others may not touch
 * now. Voting is the exception: it is open for all or for none. Whoever may add points may always
 * leave one in the inbox, because a thought that comes late is still worth having. In a closed
 * session nobody writes.
 *
 * Whatever is counted by person is given on one device of theirs. On another, those whom switches
 * bind do nothing, because each thing that they write is counted; the others go on with their work.
 */
export function sessionRights(standing: Standing, conditions: SessionConditions): SessionRights {
  const { stage, switches, held, privateWriting, takesPartElsewhere = false } = conditions;
  const may = (capability: Parameters<typeof allows>[1]) => allows(standing, capability);
  const lead = may('session.lead');
  if (stage === 'closed') return { ...NO_SESSION_RIGHTS, lead };
  const unbound = lead || may('point.editAny');
  if (takesPartElsewhere && !unbound) return { ...NO_SESSION_RIGHTS, addPrivately: privateWriting };
  const free = unbound || !held;
  const isOpen = (name: keyof SessionSwitches) => unbound || (switches[name] && !held);
  return {
    add: !may('point.add') || (takesPartElsewhere && privateWriting) ? 'none' : isOpen('add') ? 'themes' : 'inbox',
    addPrivately: privateWriting,
    editOwn: may('point.editOwn') && isOpen('editOwn'),
    move: may('point.add') && isOpen('move'),
    vote: may('point.vote') && switches.vote && free && !takesPartElsewhere,
    // All see at once what is drawn, and letters can be drawn.
    draw: may('point.add') && isOpen('draw') && !privateWriting,
    editAny: may('point.editAny'),
    lead,
  };
}

export const NO_SESSION_RIGHTS: SessionRights = {
  add: 'none',
  addPrivately: false,
  editOwn: false,
  move: false,
  vote: false,
  draw: false,
  editAny: false,
  lead: false,
};
