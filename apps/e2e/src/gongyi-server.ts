import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER_MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'server', 'dist', 'main.js');

type StartOptions = { readonly demo: boolean };

/** The built server as an administrator starts it, on a database of its own; with the demo campaign if asked. */
export class GongyiServer {
  readonly origin: string;
  readonly setupLink: string;
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

  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code} on SIGTERM`);
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

function readRow(banner: string, label: string): string {
  const row = banner.split('\n').find((line) => line.trim().startsWith(label));
  return row?.trim().slice(label.length).trim().split(/\s+/)[0] ?? '';
}

/** Starts the server and reads its banner, which ends with the row "Stop". */
async function launch(
  dataDir: string,
  port: string,
  { demo }: StartOptions,
): Promise<{ process: ChildProcess; banner: string }> {
  const child = spawn(process.execPath, [SERVER_MAIN, ...(demo ? ['--demo'] : [])], {
    env: { ...process.env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '' },
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
