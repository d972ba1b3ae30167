import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux's /proc; it is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
const MS_PER_TICK = 1_000 / TICKS_PER_SECOND;
const SAMPLE_MS = 250;

/**
 * What a server used from `begin` to `end`. Its database is counted apart, because the peers have
 * none.
 */
export type ServerUsage = {
  /** Share of one core, 0 to 100 and more. */
  readonly cpuPercent: number;
  readonly databaseCpuPercent: number;
  /** CPU time of the server's process. */
  readonly cpuMs: number;
  /** Memory of the server's own process. */
  readonly rssAtBeginMb: number;
  readonly rssAtEndMb: number;
  readonly rssMaxMb: number;
};

export interface UsageMeter {
  begin(): void;
  end(): void;
  /** Null before `end`, and where there is no /proc. */
  readonly usage: ServerUsage | null;
  stop(): void;
}

type Reading = {
  readonly atMs: number;
  readonly serverMs: number;
  readonly databaseMs: number;
  readonly rssMb: number;
};

/** Measures the process `serverPid`; `databasePids` finds its database's, which come and go. */
export function createUsageMeter(serverPid: number, databasePids: () => readonly number[]): UsageMeter {
  let first: Reading | null = null;
  let usage: ServerUsage | null = null;
  let rssMaxMb = 0;
  let sampler: NodeJS.Timeout | undefined;

  function read(): Reading | null {
    const serverMs = cpuMs(serverPid);
    if (serverMs === null) return null;
    const databaseMs = databasePids().reduce((sum, pid) => sum + (cpuMs(pid) ?? 0), 0);
    return { atMs: performance.now(), serverMs, databaseMs, rssMb: rssMb(serverPid) };
  }

  return {
    begin() {
      usage = null;
      first = read();
      rssMaxMb = first?.rssMb ?? 0;
      sampler = setInterval(() => {
        rssMaxMb = Math.max(rssMaxMb, rssMb(serverPid));
      }, SAMPLE_MS);
    },
    end() {
      clearInterval(sampler);
      const last = read();
      if (first === null || last === null) return;
      const percent = (ms: number) => (100 * ms) / (last.atMs - (first?.atMs ?? 0));
      usage = {
        cpuMs: last.serverMs - first.serverMs,
        cpuPercent: percent(last.serverMs - first.serverMs),
        databaseCpuPercent: percent(last.databaseMs - first.databaseMs),
        rssAtBeginMb: first.rssMb,
        rssAtEndMb: last.rssMb,
        rssMaxMb: Math.max(rssMaxMb, last.rssMb),
      };
    },
    get usage() {
      return usage;
    },
    stop: () => clearInterval(sampler),
  };
}

/** The process and all that descend from it, those that were adopted by nobody else. */
export function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readNames('/proc')) {
    const pid = Number(name);
    const fields = Number.isInteger(pid) ? statFields(pid) : null;
    // The fields after the name: state, parent, …
    if (fields !== null) parents.set(pid, Number(fields[1]));
  }
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found;
}

/**
 * CPU time of a process and of those of its children that have ended. Null when it is not there.
 */
function cpuMs(pid: number): number | null {
  const fields = statFields(pid);
  if (fields === null) return null;
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number);
  return (user + system + childrenUser + childrenSystem) * MS_PER_TICK;
}

function rssMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? 0 : Number(kilobytes) / 1_024;
}

/**
 * The fields of /proc/<pid>/stat after the program's name, which may itself hold blanks and
 * brackets.
 */
function statFields(pid: number): string[] | null {
  const text = readText(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
