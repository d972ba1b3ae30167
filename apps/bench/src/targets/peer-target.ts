import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OpenProvider, openWebsocketProvider } from '../load/probe.ts';
import type { WireName } from '../load/wire.ts';
import type { Peers } from './install-peers.ts';
import { spawnServer } from './spawn-server.ts';
import type { Target } from './target.ts';

const ROOM = 'bench';

type PeerOptions = {
  readonly name: string;
  readonly about: Readonly<Record<string, string>>;
  readonly node: string;
  /** The starter in the folder of the peers, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
  readonly wire: WireName;
  readonly path: string;
  readonly openProvider: () => Promise<OpenProvider>;
};

function createPeerTarget(peers: Peers, options: PeerOptions): Target {
  const { name, about, node, script, args, wire, path, openProvider } = options;
  return {
    name,
    about,
    async start() {
      const server = await spawnServer({
        command: node,
        args: [join(peers.dir, script), ...args],
        cwd: peers.dir,
        readyLine: /^port \d+/,
      });
      const port = Number(/^port (\d+)/m.exec(server.output)?.[1]);
      return {
        endpoint: { host: '127.0.0.1', port, path, wire, room: ROOM, themeIds: ['theme-1', 'theme-2', 'theme-3'] },
        probeUrl: `ws://127.0.0.1:${port}`,
        openProvider: await openProvider(),
        pid: server.pid,
        databasePids: () => [],
        // Everybody may enter, and nobody asks who they are.
        admit: async (count: number) =>
          Array.from({ length: count }, (_, index) => ({
            name: `参与者${index}`,
            personId: `person-${index}`,
            headers: {},
          })),
        crash: null,
        [Symbol.asyncDispose]: () => server.stop(),
      };
    },
  };
}

/** `@y/websocket-server`, without persistence, as its starter runs it. */
export function createWebsocketServerTarget(peers: Peers): Target {
  return createPeerTarget(peers, {
    name: 'y-websocket-server',
    about: { version: peers.versionOf('@y/websocket-server'), node: process.version, database: 'none', rights: 'none' },
    node: process.execPath,
    script: 'websocket-server.mjs',
    args: [],
    wire: 'y-websocket',
    path: `/${ROOM}`,
    openProvider: async () => openWebsocketProvider,
  });
}

/** `@hocuspocus/server`, without persistence; `flushDelay` in ms, or its default. */
export function createHocuspocusTarget(peers: Peers, flushDelay: number | null): Target {
  return createPeerTarget(peers, {
    name: flushDelay === null ? 'hocuspocus' : `hocuspocus-${flushDelay}ms`,
    about: {
      version: peers.versionOf('@hocuspocus/server'),
      node: peers.newNode.version,
      flushDelay: flushDelay === null ? 'default' : `${flushDelay} ms`,
      database: 'none',
      rights: 'none',
    },
    node: peers.newNode.path,
    script: 'hocuspocus.mjs',
    args: flushDelay === null ? [] : [String(flushDelay)],
    wire: 'hocuspocus',
    path: '/',
    async openProvider() {
      const module = (await import(pathToFileURL(join(peers.dir, 'hocuspocus-probe.mjs')).href)) as {
        openProvider: OpenProvider;
      };
      return module.openProvider;
    },
  });
}
