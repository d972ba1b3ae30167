import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Options, readOptions, USAGE } from './options.ts';
import { profileWorkloads } from './profile/profile-workloads.ts';
import { describeMachine } from './report/machine.ts';
import { type Measured, renderMarkdown } from './report/markdown-table.ts';
import { measureCrashes } from './scenarios/measure-crashes.ts';
import { measureJoinStorm } from './scenarios/measure-join-storm.ts';
import { type LoadSetting, measureLoad } from './scenarios/measure-load.ts';
import type { Outcome, Result } from './scenarios/result.ts';
import { createGongyiTarget } from './targets/gongyi.ts';
import { installPeers } from './targets/install-peers.ts';
import { createHocuspocusTarget, createWebsocketServerTarget } from './targets/peer-target.ts';
import type { Target } from './targets/target.ts';
import { quickForm, WORKLOADS, type Workload } from './workloads.ts';

/** This file runs as apps/bench/dist/main.mjs. */
const here = dirname(fileURLToPath(import.meta.url));
const bench = join(here, '..');
const repository = join(bench, '..', '..');
const SERVER_MAIN = join(bench, '..', 'server', 'dist', 'main.js');
const OURS = 'gongyi';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Gives the exit code: 0 when everything could be measured. */
export async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    say(USAGE);
    return 0;
  }
  let workloads: Workload[];
  let targets: Target[];
  try {
    workloads = chooseWorkloads(options);
    targets = options.profile ? [] : choose('server', allTargets(options), options.targets);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 2;
  }
  const machine = describeMachine(repository);
  if (options.profile) {
    await profileWorkloads(serverMainOf(options), workloads, loadSetting(options), say);
    return 0;
  }
  const results = await measureAll(workloads, targets, options);
  const about = targets.map((target) => ({ name: target.name, about: target.about }));
  const place = await writeResults({ machine, workloads, targets: about, results }, options);
  say(`\nWritten to ${relative(process.cwd(), place)}.md and .json`);
  return results.some(({ outcome }) => outcome.kind === 'failed') ? 1 : 0;
}

function chooseWorkloads({ workloads, quick, seconds }: Options): Workload[] {
  return choose('workload', WORKLOADS, workloads).map((workload) => {
    const sized = quick ? quickForm(workload) : workload;
    return seconds !== null && (sized.kind === 'load' || sized.kind === 'slowReaders') ? { ...sized, seconds } : sized;
  });
}

function serverMainOf({ server }: Options): string {
  return server === null ? SERVER_MAIN : resolve(server);
}

function loadSetting({ threads }: Options): LoadSetting {
  return { threads, workerUrl: new URL('load-worker.mjs', import.meta.url) };
}

/** The peers are installed only when one of them is asked for. */
function allTargets(options: Options): Target[] {
  const { targets } = options;
  const ours = createGongyiTarget(serverMainOf(options));
  if (targets.length > 0 && targets.every((name) => name === OURS)) return [ours];
  say('Installing the other servers …');
  const peers = installPeers(join(bench, 'peers'));
  return [
    ours,
    createWebsocketServerTarget(peers),
    createHocuspocusTarget(peers, null),
    createHocuspocusTarget(peers, 33),
  ];
}

function choose<T extends { readonly name: string }>(what: string, all: readonly T[], wanted: readonly string[]): T[] {
  const known = all.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no ${what} ${unknown}. There are: ${known.join(', ')}.`);
  return all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

/**
 * Each round measures every workload on every target, one right after the other, so that a machine
 * that gets slower over the hours does so for all; and each round begins with another target, so
 * that none is always the one that comes first.
 */
async function measureAll(
  workloads: readonly Workload[],
  targets: readonly Target[],
  options: Options,
): Promise<Result[]> {
  const setting = loadSetting(options);
  const results: Result[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    const shift = (round - 1) % targets.length;
    const order = [...targets.slice(shift), ...targets.slice(0, shift)];
    for (const workload of workloads) {
      // Whether anything is lost does not vary from round to round.
      if (workload.kind === 'crash' && round > 1) continue;
      for (const target of order) {
        say(`round ${round}: ${workload.title} · ${target.name}`);
        const outcome = await measure(workload, target, setting);
        if (outcome.kind === 'leftOut') say(`  left out: ${outcome.reason}`);
        if (outcome.kind === 'failed') say(`  failed: ${outcome.error}`);
        results.push({ workload: workload.name, target: target.name, round, outcome });
      }
    }
  }
  return results;
}

/** On a server started for it. What goes wrong is a result too, and the others go on. */
async function measure(workload: Workload, target: Target, setting: LoadSetting): Promise<Outcome> {
  try {
    await using running = await target.start();
    switch (workload.kind) {
      case 'load':
      case 'slowReaders':
        return await measureLoad(running, workload, setting);
      case 'joinStorm':
        return await measureJoinStorm(running, workload, setting);
      case 'crash':
        return await measureCrashes(running, workload);
    }
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function writeResults(measured: Measured, { quick }: Options): Promise<string> {
  const folder = join(bench, 'results');
  await mkdir(folder, { recursive: true });
  const name = measured.machine.at.replaceAll(/[:.]/g, '-');
  const place = join(folder, quick ? `quick-${name}` : name);
  const table = renderMarkdown(measured);
  await writeFile(`${place}.json`, `${JSON.stringify(measured, null, 2)}\n`);
  await writeFile(
    `${place}.md`,
    quick ? `A quick run: it shows that everything works, its figures mean nothing.\n\n${table}` : table,
  );
  say(`\n${table}`);
  return place;
}
