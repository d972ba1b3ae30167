import { type FileHandle, open, rename, stat } from 'node:fs/promises';

/** Above this, a start begins a new file and keeps one old one beside it. */
const ROTATE_ABOVE_BYTES = 10_000_000;
const TAIL_BYTES = 4_000;
const TAIL_LINES = 12;

/**
 * PostgreSQL's log: one file that all starts append to, and the place in it where this start began.
 */
export interface LogFile {
  readonly path: string;
  readonly fd: number;
  /** The last lines since this start, for an error's message. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

/**
 * `owner`: the account that PostgreSQL runs as, when that is not ours; it may start the server
 * itself next time.
 */
export async function openLogFile(path: string, owner?: { uid: number; gid: number }): Promise<LogFile> {
  const before = await stat(path).catch(() => undefined);
  if (before && before.size > ROTATE_ABOVE_BYTES) await rename(path, `${path}.old`);
  // Opened by us and handed over as a descriptor: the account PostgreSQL runs as need not be able
  // to reach the file.
  const file = await open(path, 'a+', 0o600);
  if (owner) await file.chown(owner.uid, owner.gid);
  const start = (await file.stat()).size;
  return { path, fd: file.fd, tail: () => readTail(file, start), close: () => file.close() };
}

async function readTail(file: FileHandle, start: number): Promise<string> {
  const { size } = await file.stat();
  const from = Math.max(start, size - TAIL_BYTES);
  const buffer = Buffer.alloc(Math.max(0, size - from));
  await file.read(buffer, 0, buffer.length, from);
  return buffer.toString('utf8').trim().split('\n').slice(-TAIL_LINES).join('\n');
}
