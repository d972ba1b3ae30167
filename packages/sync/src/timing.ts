/** Milliseconds. Tests shorten them. */
export type SyncTiming = {
  /**
   * Between two pings. A peer of which nothing is heard by the next is cut off. The ping is a
   * WebSocket ping and an empty awareness frame: y-websocket's client hangs up after 30 s without a
   * frame, and cannot see pings.
   */
  readonly keepaliveMs: number;
  /**
   * How long an empty room stays in memory, so that a hall that loses its Wi-Fi does not load the
   * document again.
   */
  readonly unloadDelayMs: number;
  /** The wait after a failed append, doubled each time up to the longest. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /**
   * Between two flushes of a room to its connections: of an almost empty room, and of one with
   * hundreds.
   */
  readonly shortestFlushMs: number;
  readonly longestFlushMs: number;
  /**
   * Between two signs of life of a node to the others. What was lost on the way is noticed after
   * one; a node that vanished is given up after three.
   */
  readonly heartbeatMs: number;
  /**
   * How often those are said to be here again whose pages do not say so themselves, in a nameless
   * session; a tenth of it later at most. Pages forget who is silent for 30 s.
   */
  readonly presenceRenewalMs: number;
  /** How long other nodes have to say who is there, after this one has begun to listen to them. */
  readonly introductionMs: number;
  /**
   * How often it is asked whether the sign-ins still stand that people are in by: they also end by
   * their age, or by a hand in the database.
   */
  readonly signInRecheckMs: number;
  /** How long `close` waits for the log before it gives up what is not written. */
  readonly closeTimeoutMs: number;
};

export const DEFAULT_TIMING: SyncTiming = {
  keepaliveMs: 15_000,
  unloadDelayMs: 30_000,
  firstRetryMs: 200,
  longestRetryMs: 10_000,
  shortestFlushMs: 16,
  longestFlushMs: 100,
  heartbeatMs: 5_000,
  presenceRenewalMs: 10_000,
  introductionMs: 1_000,
  signInRecheckMs: 30_000,
  closeTimeoutMs: 10_000,
};
