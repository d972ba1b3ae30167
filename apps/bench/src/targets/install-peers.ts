import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MIN_NODE_MAJOR = 22;

export type Peers = {
  readonly dir: string;
  /**
   * A Node that runs Hocuspocus 4: this one if it is new enough, else the one from the npm
   * registry.
   */
  readonly newNode: { readonly path: string; readonly version: string };
  versionOf(packageName: string): string;
};

/**
 * The other servers, in a workspace of their own in `dir`: a fresh clone must not download 140 MB
 * that only the benchmark needs, and their Yjs must not become ours. Installed by the first run,
 * from their lockfile.
 */
export function installPeers(dir: string): Peers {
  const installed = spawnSync('npx', ['-y', 'pnpm@10.34.9', 'install', '--frozen-lockfile', '--silent'], {
    cwd: dir,
    encoding: 'utf8',
    // pnpm's own settings of a run through `pnpm bench` are for the other workspace.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_/i.test(name))),
  });
  if (installed.status !== 0) {
    throw new Error(`The other servers could not be installed in ${dir}.\n${installed.stdout}${installed.stderr}`);
  }
  return {
    dir,
    newNode: findNewNode(dir),
    versionOf: (packageName) => readVersion(join(dir, 'node_modules', packageName, 'package.json')),
  };
}

function findNewNode(dir: string): Peers['newNode'] {
  if (Number(process.versions.node.split('.')[0]) >= MIN_NODE_MAJOR) {
    return { path: process.execPath, version: process.version };
  }
  const folder = join(dir, 'node_modules', `node-${process.platform}-${process.arch}`);
  const path = join(folder, 'bin', 'node');
  if (!existsSync(path)) {
    throw new Error(
      `Hocuspocus needs Node ${MIN_NODE_MAJOR}, and there is none here for ${process.platform} ${process.arch}: run this with one.`,
    );
  }
  return { path, version: `v${readVersion(join(folder, 'package.json'))}` };
}

function readVersion(packageFile: string): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;
}
