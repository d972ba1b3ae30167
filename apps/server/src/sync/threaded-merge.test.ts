import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../test/until.ts';
import { createThreadedMerge } from './threaded-merge.ts';

let folder: string;
let built: URL;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongyi-thread-'));
  const outfile = join(folder, 'merge-thread.mjs');
  const source = fileURLToPath(new URL('merge-thread.ts', import.meta.url));
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm' });
  built = pathToFileURL(outfile);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function stored(texts: readonly string[]) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const text of texts) addPoint(doc, pointDraft({ text }));
  return { snapshot: null, updates, owners: [], upTo: updates.length };
}

function textsOf(snapshot: Uint8Array | null): string[] {
  const doc = new Y.Doc();
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot);
  return readPoints(doc)
    .map(({ text }) => text)
    .sort();
}

test('[DU7] makes snapshots, each of its own document, however many are asked for at once', async () => {
  const threaded = createThreadedMerge(built);
  try {
    const asked = [['窗口中午没人'], ['网格划得太大', '网格员少'].sort(), []];
    const merged = await Promise.all(asked.map((texts) => threaded.merge(stored(texts))));
    expect(merged.map(textsOf)).toEqual(asked);
    // From a snapshot on, and null when not all can be read.
    const [first = null] = merged;
    const more = await threaded.merge({ ...stored(['再说一条']), snapshot: first });
    expect(textsOf(more)).toEqual(['窗口中午没人', '再说一条'].sort());
    expect(await threaded.merge({ ...stored([]), updates: [Uint8Array.of(1, 2, 3)] })).toBeNull();
  } finally {
    await threaded.close();
  }
});

test('[DU7] a thread goes on from snapshot to snapshot, and one that has been idle is replaced', async () => {
  const file = await threadOf(
    'named',
    "parentPort.on('message', () => parentPort.postMessage(Uint8Array.of(threadId)));",
  );
  const busy = createThreadedMerge(file);
  const first = await busy.merge(stored([]));
  expect(await busy.merge(stored([]))).toEqual(first);
  await busy.close();

  const idle = createThreadedMerge(file, { idleMs: 0 });
  const before = await idle.merge(stored([]));
  await until(async () => expect(await idle.merge(stored([]))).not.toEqual(before));
  await idle.close();
});

test.each([
  ['throws', 'throw new Error("out of order")', 'out of order'],
  ['leaves', 'process.exit(0)', 'aborted'],
])('[DU7] a thread that %s is told of, and does not take the process along', async (what, program, reason) => {
  const threaded = createThreadedMerge(await threadOf(what, program));
  await expect(threaded.merge(stored(['一']))).rejects.toThrow(reason);
  await threaded.close();
});

test('[DU7] after a thread that was lost the next merge begins another, also one that waited for it', async () => {
  const file = await threadOf(
    'lost',
    "parentPort.on('message', ({ updates }) => updates.length > 1 ? process.exit(0) : parentPort.postMessage(updates[0]));",
  );
  const threaded = createThreadedMerge(file);
  const update = Uint8Array.of(1, 2, 3);
  const [lost, waiting] = [threaded.merge(stored(['一', '二'])), threaded.merge({ ...stored([]), updates: [update] })];
  await expect(lost).rejects.toThrow('aborted');
  expect(await waiting).toEqual(update);
  expect(await threaded.merge({ ...stored([]), updates: [update] })).toEqual(update);
  await threaded.close();
});

test('[DU7] closing gives up what a thread is at', async () => {
  const channel = new BroadcastChannel('asked');
  const asked = new Promise<void>((resolve) => {
    channel.onmessage = () => resolve();
  });
  const file = await threadOf(
    'silent',
    "parentPort.on('message', () => new BroadcastChannel('asked').postMessage(1));",
  );
  const threaded = createThreadedMerge(file);
  const given = expect(threaded.merge(stored(['一']))).rejects.toThrow('aborted');
  await asked;
  channel.close();
  await threaded.close();
  await given;
});

async function threadOf(name: string, program: string): Promise<URL> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, `import { parentPort, threadId } from 'node:worker_threads';\n${program}\n`);
  return pathToFileURL(file);
}
