export { createMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts';
export { describeUpdateLog, type UpdateLogHarness } from './update-log-contract.ts';
