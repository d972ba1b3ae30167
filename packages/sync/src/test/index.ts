export { describeFanout, type FanoutHarness } from './fanout-contract.ts';
export { createFanoutHub, type FanoutHub, type HubMessage, type HubNode } from './fanout-hub.ts';
export { createMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts';
export { describeUpdateLog, type UpdateLogHarness } from './update-log-contract.ts';
