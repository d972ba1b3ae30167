export type ServerClock = {
  /**
   * Milliseconds since 1970 by the server's clock; by the device's own while the server has said
   * nothing yet.
   */
  readonly now: () => number;
  /** What the server said its time is, just now. */
  readonly hear: (serverNow: string) => void;
  /**
   * True when the device slept, or its clock was set, since the last answer: what `now` says should
   * be heard again.
   */
  readonly isDoubtful: () => boolean;
};

type DeviceClocks = {
  /**
   * Goes on evenly whatever the device's clock is set to; may stand still while the device sleeps.
   */
  readonly steady: () => number;
  readonly wall: () => number;
};

/**
 * Server and device differ by the way of the answers; the best of so many is taken, so that the
 * clock can also follow a server set back.
 */
const KEPT_ANSWERS = 5;
const DOUBTFUL_MS = 1_500;

/**
 * The server's clock, as a page knows it. An answer that took long makes it late and never early,
 * so of the last answers the one that puts the server's time furthest on is the truest. It goes on
 * by the device's steady clock: setting the device's time changes nothing.
 */
export function createServerClock({ steady, wall }: DeviceClocks): ServerClock {
  let answers: number[] = [];
  let drift = 0;
  let heardLast = '';

  const driftNow = () => wall() - steady();

  return {
    now: () => (answers.length === 0 ? wall() : Math.max(...answers) + steady()),
    hear(serverNow) {
      const said = Date.parse(serverNow);
      if (Number.isNaN(said) || serverNow === heardLast) return;
      heardLast = serverNow;
      // After a sleep the steady clock may have lost hours, and what was heard before says nothing
      // any more.
      if (Math.abs(driftNow() - drift) > DOUBTFUL_MS) answers = [];
      drift = driftNow();
      answers = [...answers, said - steady()].slice(-KEPT_ANSWERS);
    },
    isDoubtful: () => answers.length > 0 && Math.abs(driftNow() - drift) > DOUBTFUL_MS,
  };
}

/** The one of this page. */
export const serverClock = createServerClock({ steady: () => performance.now(), wall: () => Date.now() });
