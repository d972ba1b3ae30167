/**
 * What time it is. Whatever a rule reads, or is stored of when something was, is asked of this: one
 * clock for a whole server, which a test can move. Not for pacing, retries and timeouts, which
 * measure how long something takes (`performance.now()`).
 */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
