import { createFanoutHub, type FanoutHub, type HubNode } from './fanout-hub.ts';
import { createMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './start-test-server.ts';

export type TestNode = TestServer & {
  readonly fanout: HubNode;
  /** As a process that is killed: nobody is told, and what was not in the log is lost. */
  vanish(): Promise<void>;
};

export interface TestNodes extends AsyncDisposable {
  readonly hub: FanoutHub;
  readonly log: MemoryUpdateLog;
  /** Starts one more. */
  start(options?: TestServerOptions): Promise<TestNode>;
}

/** Several servers on one log, joined by a hub. A heartbeat is 100 ms. */
export function createTestNodes(): TestNodes {
  const hub = createFanoutHub();
  const log = createMemoryUpdateLog();
  const nodes: TestNode[] = [];
  return {
    hub,
    log,
    async start(options = {}) {
      const fanout = hub.createNode();
      const server = await startTestServer({
        log,
        fanout,
        ...options,
        timing: { heartbeatMs: 100, introductionMs: 300, ...options.timing },
      });
      const dispose = server[Symbol.asyncDispose];
      let disposing: Promise<void> | undefined;
      const disposeOnce = () => {
        disposing ??= dispose().finally(() => fanout.close());
        return disposing;
      };
      const node: TestNode = {
        ...server,
        fanout,
        async vanish() {
          await fanout.close();
          disposing = dispose().catch(() => undefined);
          await disposing;
        },
        [Symbol.asyncDispose]: disposeOnce,
      };
      nodes.push(node);
      return node;
    },
    async [Symbol.asyncDispose]() {
      log.outage = null;
      log.gate = null;
      for (const node of nodes) await node[Symbol.asyncDispose]();
    },
  };
}
