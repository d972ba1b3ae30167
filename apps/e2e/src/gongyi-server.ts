import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER_MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'server', 'dist', 'main.js');

type StartOptions = {
  /** With the demo campaign. */
  readonly demo?: boolean;
  /** A PostgreSQL that several servers share; without it, one of its own. */
  readonly databaseUrl?: string;
};

/**
 * The built server as an administrator starts it, on a database of its own; with the demo campaign
 * if asked.
 */
export class GongyiServer {
  readonly origin: string;
  readonly setupLink: string;
  /** Of the demo campaign that it was started with. */
  readonly demoCode: string;
  readonly #dataDir: string;
  readonly #options: StartOptions;
  #process: ChildProcess;

  private constructor(dataDir: string, options: StartOptions, process: ChildProcess, banner: string) {
    this.#dataDir = dataDir;
    this.#options = options;
    this.#process = process;
    this.origin = readRow(banner, 'Address');
    this.setupLink = readRow(banner, 'First run');
    this.demoCode = /join code (\S+)/.exec(banner)?.[1] ?? '';
  }

  static async start(options: StartOptions): Promise<GongyiServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'gongyi-e2e-'));
    const { process, banner } = await launch(dataDir, '0', options);
    return new GongyiServer(dataDir, options, process, banner);
  }

  /** Pulls the plug. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts again after `kill`, on the same data and port. */
  async startAgain(): Promise<void> {
    const { port } = new URL(this.origin);
    this.#process = (await launch(this.#dataDir, port, this.#options)).process;
  }

  /** The first-run link, for whoever comes by another address. */
  get setupPath(): string {
    const { pathname, hash } = new URL(this.setupLink);
    return `${pathname}${hash}`;
  }

  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code} on SIGTERM`);
  }

  /**
   * While `work` runs, the database takes and answers nothing: not stopped, but as if its disk
   * hung.
   */
  async withFrozenDatabase(work: () => Promise<void>): Promise<void> {
    const pidFile = await readFile(join(this.#dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    const postmaster = Number(pidFile.split('\n')[0]);
    // The postmaster first, so that it starts no other process meanwhile.
    process.kill(postmaster, 'SIGSTOP');
    const frozen = [postmaster, ...childrenOf(postmaster)];
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    try {
      await work();
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
  }

  /**
   * Every hold of a hall is older than it may get, and the server has to notice. With a PostgreSQL
   * that is not the server's own.
   */
  async letsHoldsRunOut(): Promise<void> {
    const { createDatabase } = await import('@gongyi/db');
    await using database = createDatabase(this.#options.databaseUrl ?? '');
    await database.prisma.session.updateMany({ where: { holdUntil: { not: null } }, data: { holdUntil: new Date(0) } });
  }

  /** Its exit code; null when the signal itself ended it. */
  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) throw new Error(`the server had ended: ${exitCode ?? signalCode}`);
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    const [code]: (number | null)[] = await exited;
    return code ?? null;
  }
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return table.split('\n').flatMap((row) => {
    const [pid, ppid] = row.trim().split(/\s+/).map(Number);
    return ppid === parent && pid !== undefined ? pid : [];
  });
}

function readRow(banner: string, label: string): string {
  const row = banner.split('\n').find((line) => line.trim().startsWith(label));
  return row?.trim().slice(label.length).trim().split(/\s+/)[0] ?? '';
}

/** Starts the server and reads its banner, which ends with the row "Stop". */
async function launch(
  dataDir: string,
  port: string,
  { demo = false, databaseUrl = '' }: StartOptions,
): Promise<{ process: ChildProcess; banner: string }> {
  const child = spawn(process.execPath, [SERVER_MAIN, ...(demo ? ['--demo'] : [])], {
    env: { ...process.env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let banner = '';
  for await (const line of createInterface({ input: child.stdout })) {
    banner += `${line}\n`;
    if (line.trim().startsWith('Stop')) break;
  }
  if (!banner.includes('Stop')) throw new Error(`the server did not start:\n${banner}`);
  // What it prints from now on must not fill the pipe.
  child.stdout.resume();
  return { process: child, banner };
}
