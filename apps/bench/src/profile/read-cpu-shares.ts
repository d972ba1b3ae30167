import { readdir, readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';

/** What the server's main thread spent its time on, in a period. */
export type CpuShares = {
  /** Milliseconds by part, the largest first. */
  readonly msOf: Readonly<Record<string, number>>;
  /** Of all parts together: the time that it was not idle. */
  readonly busyMs: number;
};

/** On the clock of `process.hrtime`, which V8's profiles use too. */
export type Period = { readonly fromMs: number; readonly untilMs: number };

type ProfileNode = {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly children?: readonly number[];
};

type CpuProfile = {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/**
 * A part of the work, told by where its code comes from. The first that fits, from the innermost
 * call outwards.
 */
const PARTS: readonly (readonly [source: RegExp, part: string])[] = [
  [/packages\/sync\/src\/guard\//, 'judging edits'],
  [/packages\/sync\/src\/(outbox|shared-frame)/, 'sending to pages'],
  [/packages\/sync\/src\/answers/, 'sending the document to who joins'],
  [/packages\/sync\/src\/presence/, 'presence'],
  [
    /packages\/sync\/src\/(update-writer|group-commit|compactor)|postgres-update-log|\/pg(-pool|-protocol)?\//,
    'storing',
  ],
  [/packages\/sync\/src\/nodes\/|\/fanout\//, 'other nodes'],
  [/packages\/sync\/src\/protocol/, 'reading messages'],
  [/packages\/sync\/src\/room\./, 'applying edits'],
  [/packages\/sync\/src\/connection|\/ws\//, 'sockets'],
];
const IDLE = '(idle)';
const NAMED = new Map([
  ['(garbage collector)', 'collecting garbage'],
  ['(program)', 'native code'],
]);

/**
 * Reads the one profile in a folder, written by `node --cpu-prof` when it ended. `bundle` is the
 * program's file, with its map beside it.
 */
export async function readCpuShares(folder: string, bundle: string, { fromMs, untilMs }: Period): Promise<CpuShares> {
  const name = (await readdir(folder)).find((file) => file.endsWith('.cpuprofile'));
  if (name === undefined) throw new Error('the server has left no profile');
  const profile = JSON.parse(await readFile(join(folder, name), 'utf8')) as CpuProfile;
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  const partOf = createPartFinder(profile, map);
  const msOf = new Map<string, number>();
  let atMs = profile.startTime / 1_000;
  for (const [index, id] of profile.samples.entries()) {
    const ms = (profile.timeDeltas[index] ?? 0) / 1_000;
    atMs += ms;
    if (atMs < fromMs || atMs > untilMs) continue;
    const part = partOf(id);
    if (part !== IDLE) msOf.set(part, (msOf.get(part) ?? 0) + ms);
  }
  const sorted = [...msOf].sort(([, a], [, b]) => b - a);
  return { msOf: Object.fromEntries(sorted), busyMs: sorted.reduce((sum, [, ms]) => sum + ms, 0) };
}

function createPartFinder({ nodes }: CpuProfile, map: SourceMap): (id: number) => string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const known = new Map<number, string>();

  function ownPart({ callFrame }: ProfileNode): string | null {
    const { functionName, url, lineNumber, columnNumber } = callFrame;
    if (functionName === IDLE) return IDLE;
    const named = NAMED.get(functionName);
    if (named !== undefined) return named;
    if (!url.endsWith('main.js')) return null;
    const entry = map.findEntry(lineNumber, columnNumber);
    const source = 'originalSource' in entry ? entry.originalSource : '';
    return PARTS.find(([pattern]) => pattern.test(source))?.[1] ?? null;
  }

  function partOf(id: number): string {
    const found = known.get(id);
    if (found !== undefined) return found;
    const node = byId.get(id);
    const parent = parents.get(id);
    const part = (node && ownPart(node)) ?? (parent === undefined ? 'the rest' : partOf(parent));
    known.set(id, part);
    return part;
  }
  return partOf;
}
