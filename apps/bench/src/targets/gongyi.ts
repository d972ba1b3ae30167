import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entrant } from '../load/load-plan.ts';
import { openWebsocketProvider } from '../load/probe.ts';
import { descendants } from '../measure/process-usage.ts';
import { openHall } from './gongyi-hall.ts';
import { type SpawnedServer, spawnServer } from './spawn-server.ts';
import type { Target } from './target.ts';

/** Where PostgreSQL writes its number, in the folder of its data. */
const PID_FILE = join('postgres', 'postmaster.pid');

export type GongyiOptions = {
  /** Of Node, before the program. */
  readonly nodeArgs?: readonly string[];
};

/**
 * Our own server as it is delivered: sign-in, rights, the log in its embedded PostgreSQL. Its
 * clients are participants of one session.
 */
export function createGongyiTarget(serverMain: string, { nodeArgs = [] }: GongyiOptions = {}): Target {
  const launch = (dataDir: string, port: string) => launchServer(serverMain, nodeArgs, dataDir, port);
  return {
    name: 'gongyi',
    about: {
      node: process.version,
      database: 'embedded PostgreSQL, fsync on',
      rights: 'checked on each update',
    },
    async start() {
      if (!existsSync(serverMain)) throw new Error('The server is not built: run `npx -y pnpm@10.34.9 build`.');
      const dataDir = await mkdtemp(join(tmpdir(), 'gongyi-bench-'));
      let server = await launch(dataDir, '0');
      const origin = readRow(server.output, 'Address').replace('localhost', '127.0.0.1');
      const setupToken = readRow(server.output, 'First run').split('#')[1] ?? '';
      const { hostname, port } = new URL(origin);
      const hall = await openHall(origin, setupToken);

      return {
        endpoint: {
          host: hostname,
          port: Number(port),
          path: `/sync/${hall.sessionId}`,
          wire: 'gongyi',
          room: hall.sessionId,
          themeIds: hall.themeIds,
        },
        probeUrl: `ws://${hostname}:${port}/sync`,
        openProvider: openWebsocketProvider,
        get pid() {
          return server.pid;
        },
        databasePids: () => databasePids(dataDir),
        admit: (count: number): Promise<Entrant[]> => hall.admit(count),
        crash: {
          kill: () => server.kill(),
          async startAgain() {
            server = await launch(dataDir, port);
          },
        },
        async [Symbol.asyncDispose]() {
          await server.stop();
          await rm(dataDir, { recursive: true, force: true });
        },
      };
    },
  };
}

function launchServer(
  serverMain: string,
  nodeArgs: readonly string[],
  dataDir: string,
  port: string,
): Promise<SpawnedServer> {
  return spawnServer({
    command: process.execPath,
    args: [...nodeArgs, serverMain],
    env: { PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '' },
    readyLine: /^\s*Stop\b/,
  });
}

/** The first word behind a label of what the server prints when it has started. */
function readRow(output: string, label: string): string {
  const row = output.split('\n').find((line) => line.trim().startsWith(label));
  return row?.trim().slice(label.length).trim().split(/\s+/)[0] ?? '';
}

/**
 * PostgreSQL outlives its starter, so it is found by its own note and not as a child of the server.
 */
function databasePids(dataDir: string): number[] {
  try {
    const pid = Number(readFileSync(join(dataDir, PID_FILE), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? descendants(pid) : [];
  } catch {
    return [];
  }
}
