import type { DeliverySummary } from '../load/delivery-ledger.ts';
import type { ServerUsage } from '../measure/process-usage.ts';
import type { Outcome, PhaseSummary, Result } from '../scenarios/result.ts';
import type { Workload } from '../workloads.ts';
import type { Machine } from './machine.ts';
import { medianOutcome } from './median-outcome.ts';

const NONE = '–';
const COLUMNS = [
  'server',
  'what',
  'delivered',
  'p50',
  'p95',
  'p99',
  'probes p50 / p95',
  'CPU',
  'PostgreSQL CPU',
  'RSS, most',
  'generator CPU',
  'remarks',
] as const;

type Row = readonly [server: string, what: string, ...rest: string[]];

export type Measured = {
  readonly machine: Machine;
  readonly workloads: readonly Workload[];
  /** In the order in which they are shown. */
  readonly targets: readonly { readonly name: string; readonly about: Readonly<Record<string, string>> }[];
  readonly results: readonly Result[];
};

/**
 * One table for each workload: every target, the median round of it. Milliseconds unless it says
 * otherwise.
 */
export function renderMarkdown({ machine, workloads, targets, results }: Measured): string {
  const { cpu, cores, memoryGb, kernel, node, loadAtStart, commit, at } = machine;
  const lines = [
    `Taken ${at} at ${commit}: ${cores} × ${cpu}, ${memoryGb} GB, Linux ${kernel}, generator on Node ${node}, load before ${loadAtStart.toFixed(2)}.`,
    '',
    ...targets.map(
      ({ name, about }) =>
        `- ${name}: ${Object.entries(about)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')}`,
    ),
  ];
  for (const { name, title, must } of workloads) {
    lines.push(
      '',
      `### ${title}`,
      '',
      `Ours must: ${must}.`,
      '',
      tableLine(COLUMNS),
      tableLine(COLUMNS.map(() => '---')),
    );
    for (const target of targets) {
      const own = results.filter((result) => result.workload === name && result.target === target.name);
      const outcome = medianOutcome(own.map((result) => result.outcome));
      if (outcome === null) continue;
      for (const row of rowsOf(target.name, outcome)) lines.push(tableLine(row));
    }
  }
  return `${lines.join('\n')}\n`;
}

function rowsOf(target: string, outcome: Outcome): Row[] {
  switch (outcome.kind) {
    case 'load':
      return phaseRows(target, outcome.phase, '');
    case 'slowReaders':
      return [
        ...phaseRows(target, outcome.before, 'all read'),
        ...phaseRows(
          target,
          outcome.during,
          `some stopped reading: p95 ${outcome.p95Ratio === null ? NONE : `${outcome.p95Ratio.toFixed(2)}×`}`,
        ),
      ];
    case 'joinStorm': {
      const { firstReadyMs, medianReadyMs, lastReadyMs, largestAnswerBytes, turnedAway, usage } = outcome;
      const remark = `first ${number(firstReadyMs, 0)}, last ${number(lastReadyMs, 0)}; ${megabytes(largestAnswerBytes)} each; ${number(usage?.cpuMs ?? Number.NaN, 0)} of server CPU; turned away ${turnedAway} times`;
      return [[target, 'ready', NONE, number(medianReadyMs, 0), NONE, NONE, NONE, ...usageCells(usage), NONE, remark]];
    }
    case 'crash': {
      const remark = `${outcome.crashes} crashes: ${outcome.lost} of ${outcome.acknowledged} acknowledged edits lost (${outcome.sent} sent)`;
      return [emptyRow(target, 'kill -9', remark)];
    }
    case 'leftOut':
      return [emptyRow(target, NONE, `left out: ${outcome.reason}`)];
    case 'failed':
      return [emptyRow(target, NONE, `failed: ${outcome.error.split('\n')[0]}`)];
  }
}

function phaseRows(target: string, phase: PhaseSummary, remark: string): Row[] {
  const { cursors, edits, probeCursors, probeEdits, acknowledgements, usage, generator, lostConnections } = phase;
  const lost = Object.entries(lostConnections).map(([code, count]) => `${count} connections ended with ${code}`);
  const remarks = [remark, ...lost, lagRemark(generator.lagP99Ms)].filter((text) => text !== '').join('; ');
  const shared = [...usageCells(usage), percent(generator.cpuPercent), remarks === '' ? NONE : remarks];
  const blank = shared.map(() => '');
  const streams: [string, DeliverySummary, DeliverySummary | null][] = [
    ['cursors', cursors, probeCursors],
    ['edits', edits, probeEdits],
  ];
  if (acknowledgements !== null) streams.push(['acknowledged', acknowledgements, null]);
  return streams
    .filter(([, seen]) => seen.expected > 0)
    .map(([what, seen, probes], index) => [
      target,
      what,
      seen.deliveredPercent === null
        ? NONE
        : `${seen.deliveredPercent.toFixed(seen.deliveredPercent === 100 ? 0 : 2)} %`,
      latency(seen.p50Ms),
      latency(seen.p95Ms),
      latency(seen.p99Ms),
      probes === null || probes.expected === 0 ? NONE : `${latency(probes.p50Ms)} / ${latency(probes.p95Ms)}`,
      ...(index === 0 ? shared : blank),
    ]);
}

/** From here on the generator, and not the server, may be what is slow. */
const LAG_WORTH_A_WORD_MS = 5;

function lagRemark(lagP99Ms: number | null): string {
  if (lagP99Ms === null || lagP99Ms < LAG_WORTH_A_WORD_MS) return '';
  return `sent up to ${number(lagP99Ms, 1)} late (p99)`;
}

function usageCells(usage: ServerUsage | null): string[] {
  if (usage === null) return [NONE, NONE, NONE];
  return [percent(usage.cpuPercent), percent(usage.databaseCpuPercent), `${number(usage.rssMaxMb, 0)} MB`];
}

function emptyRow(target: string, what: string, remark: string): Row {
  return [target, what, ...COLUMNS.slice(3).map(() => NONE), remark];
}

/** Null: fewer than that share arrived at all. */
function latency(ms: number | null): string {
  return ms === null ? 'never' : number(ms, 1);
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : NONE;
}

function percent(value: number): string {
  return `${number(value, 0)} %`;
}

function megabytes(bytes: number): string {
  return `${number(bytes / 2 ** 20, 1)} MB`;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
}
