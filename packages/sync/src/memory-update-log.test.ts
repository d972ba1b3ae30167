import { createMemoryUpdateLog } from './test/memory-update-log.ts';
import { describeUpdateLog } from './test/update-log-contract.ts';

describeUpdateLog('the memory log', async () => {
  let sessions = 0;
  return {
    log: createMemoryUpdateLog(),
    newSession: async () => `session-${sessions++}`,
    [Symbol.asyncDispose]: async () => undefined,
  };
});
