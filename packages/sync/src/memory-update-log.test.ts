import { createMemoryUpdateLog } from './test/memory-update-log.ts';
import { describeUpdateLog } from './test/update-log-contract.ts';

describeUpdateLog('the memory log', async () => {
  let sessions = 0;
  const log = createMemoryUpdateLog();
  return {
    log,
    removedOf: async (sessionId) => log.removedOf(sessionId),
    newSession: async () => `session-${sessions++}`,
    [Symbol.asyncDispose]: async () => undefined,
  };
});
