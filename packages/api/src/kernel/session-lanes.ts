/**
 * How many decisions of one kind of hurry (joining, voting, private writing) are made at once in
 * one session, by this node. All of them end in a lock on the campaign's row, so more at once would
 * not be faster: they would only wait for it on connections that the rest of the server needs, the
 * documents' log above all. Here they wait in memory, in the order in which they came.
 */
const LANES = 4;

export type SessionLanes = {
  /** Does `work` when a lane of the session is free. */
  run<Result>(sessionId: string, work: () => Promise<Result>): Promise<Result>;
};

export function createSessionLanes(): SessionLanes {
  const sessions = new Map<string, { busy: number; readonly waiting: (() => void)[] }>();
  return {
    async run(sessionId, work) {
      const lanes = sessions.get(sessionId) ?? { busy: 0, waiting: [] };
      sessions.set(sessionId, lanes);
      // Whoever leaves hands their lane on to the one who waits, so `busy` stays as it is.
      if (lanes.busy < LANES) lanes.busy += 1;
      else await new Promise<void>((resolve) => lanes.waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = lanes.waiting.shift();
        if (next !== undefined) next();
        else {
          lanes.busy -= 1;
          if (lanes.busy === 0) sessions.delete(sessionId);
        }
      }
    },
  };
}
