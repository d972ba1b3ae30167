import { type ChildProcess, spawn } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** In the package's own folder, from where the binaries can be found. */
const CACHE_DIR = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

/** Packs `server-process.ts` for Node, which cannot run TypeScript by itself. */
export async function packServerProcess(): Promise<string> {
  const outfile = join(CACHE_DIR, `gongyi-server-process-${process.pid}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL('server-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  // Other accounts run it too, whatever the umask.
  await chmod(outfile, 0o644);
  return outfile;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  /**
   * The next line that the process reports; rejects with what it wrote to stderr when it ends
   * first.
   */
  next(): Promise<Record<string, unknown>>;
  ended: Promise<void>;
}

export function spawnServerProcess(
  program: string,
  args: readonly string[],
  ids: { uid?: number; gid?: number } = {},
): ServerProcess {
  // Detached: a process group of its own, as a terminal gives to what it starts.
  const child = spawn(process.execPath, [program, ...args], { ...ids, cwd: '/', detached: true, stdio: 'pipe' });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    child,
    ended,
    async next() {
      const { value, done } = await lines.next();
      if (done) {
        await ended;
        throw new Error(`The process ended: ${complaint}`);
      }
      return JSON.parse(value) as Record<string, unknown>;
    },
  };
}
