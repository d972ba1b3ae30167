import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createSyncServer, type SyncServer, type SyncServerOptions } from '../create-sync-server.ts';
import { createMemoryFanout } from '../fanout/memory-fanout.ts';
import type { DocumentRights, SyncLogger } from '../ports.ts';
import { accessOf } from './editor-of.ts';
import { createMemoryUpdateLog, type MemoryUpdateLog } from './memory-update-log.ts';
import { RIGHTS } from './rights.ts';
import { until } from './until.ts';

export interface TestServer {
  readonly sync: SyncServer;
  readonly log: MemoryUpdateLog;
  readonly port: number;
  /** For y-websocket's client. */
  readonly url: string;
  /** Messages of the logger, in order. */
  readonly messages: readonly string[];
  /** The rules by which edits were refused, in order. */
  readonly refusals: readonly string[];
  /** Resolves when nobody is connected any more. */
  empty(): Promise<void>;
  /** Stops as `SyncServer.close` does, and rejects when that does. */
  [Symbol.asyncDispose](): Promise<void>;
}

export type TestServerOptions = Partial<Omit<SyncServerOptions, 'logger' | 'log'>> & {
  readonly log?: MemoryUpdateLog;
  /** 0 is any free one; a given one takes the place of a server that stopped. */
  readonly port?: number;
};

/**
 * A real HTTP server with the sync server behind it. By default the person is who the `cookie`
 * header says, everybody has the rights of a participant but those named after other `RIGHTS`, who
 * have these, and empty rooms are unloaded at once.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { log = createMemoryUpdateLog(), fanout = createMemoryFanout(), port = 0, ...rest } = options;
  const messages: string[] = [];
  const refusals: string[] = [];
  const record = (details: object, message: string) => {
    messages.push(message);
    if ('rule' in details) refusals.push(String(details.rule));
  };
  const logger: SyncLogger = { warn: record, error: record };
  const sync = createSyncServer({
    log,
    fanout,
    logger,
    authorise: async ({ cookie = '' }) => accessOf(cookie, rightsOf(cookie)),
    ...rest,
    timing: { unloadDelayMs: 0, firstRetryMs: 1, longestRetryMs: 5, closeTimeoutMs: 2_000, ...rest.timing },
  });
  const http = createServer();
  http.on('upgrade', sync.handleUpgrade);
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const address = http.address() as AddressInfo;
  return {
    sync,
    log,
    port: address.port,
    url: `ws://127.0.0.1:${address.port}/sync`,
    messages,
    refusals,
    empty: () =>
      until(async () => {
        expect(await promisify(http.getConnections).call(http)).toBe(0);
      }),
    async [Symbol.asyncDispose]() {
      const stopped = new Promise((resolve) => http.close(resolve));
      await sync.close().finally(() => http.closeAllConnections());
      await stopped;
    },
  };
}

const RIGHTS_BY_ROLE: ReadonlyMap<string, DocumentRights> = new Map(Object.entries(RIGHTS));

function rightsOf(personId: string): DocumentRights {
  return RIGHTS_BY_ROLE.get(personId) ?? RIGHTS.participant;
}
