/**
 * Why the sync server ends a connection, as numbers that server and pages share. y-websocket's
 * client does not come back after 4400–4499 and emits `closed`; after any other code it reconnects
 * by itself.
 */
export const CLOSE_CODES = {
  /**
   * A frame that is not of the protocol, or an update that cannot be read. Sending it again would
   * not help.
   */
  malformed: 4400,
  notSignedIn: 4401,
  forbidden: 4403,
  noSuchSession: 4404,
  /** The session is anonymous, and the browser has no cookie by which it could be known there. */
  deviceUnknown: 4405,
  /** The session was closed, or the person was removed from it. */
  ended: 4408,
  /**
   * The session's document is as large as it may be: the edit cannot be taken until something is
   * deleted.
   */
  documentFull: 4413,
  /** The person has as many points, clusters or drawings in the session as one person may. */
  shareFull: 4414,
  /** What the person may do has changed: connect again to be asked again. */
  rightsChanged: 4500,
  /**
   * The database has been away so long that no more can be kept here: the page keeps its edits and
   * comes back with them.
   */
  notSaving: 4507,
  /** Too many connections in the session. */
  full: 4503,
  /** The server stops; another one will answer. */
  goingAway: 1001,
} as const;
