// `npx pnpm start` is a chain of processes: npm, a shell, pnpm, and the server at its end. npm and
// pnpm die of a SIGTERM without passing it on, and the server would go on unseen, holding its port
// and its database. So the server watches the links above it up to npx and stops when one is gone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const POLL_INTERVAL_MS = 500;
const LONGEST_CHAIN = 4;

/** Of a process that runs: its parent and its command line; null when it is gone. */
function readProcess(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // The name in parentheses may hold blanks and parentheses itself; what follows the last one
      // does not.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { parent, command };
    }
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const match = /^\s*(\d+)\s+(.*)$/m.exec(stdout);
    return match ? { parent: Number(match[1]), command: match[2] } : null;
  } catch {
    return null;
  }
}

/**
 * The processes between this one and npx, npx included. Without npx (pnpm run by hand, maybe under
 * nohup) only pnpm itself.
 */
function findLaunchers() {
  const chain = [];
  for (let pid = process.ppid; pid > 1 && chain.length < LONGEST_CHAIN; ) {
    const found = readProcess(pid);
    if (found === null) break;
    chain.push(pid);
    if (/\bnpm exec\b|\bnpx\b/.test(found.command)) return chain;
    pid = found.parent;
  }
  return chain.slice(0, 1);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Sends this process a SIGTERM, which it handles, once whoever launched it is gone. Only for
 * processes that a package manager launched.
 */
export function watchLauncher() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const launchers = findLaunchers();
  const timer = setInterval(() => {
    if (launchers.every(isAlive)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, POLL_INTERVAL_MS);
  timer.unref();
}
