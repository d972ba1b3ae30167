import { summarise } from '../load/delivery-ledger.ts';
import { createLatencyHistogram } from '../load/latency-histogram.ts';
import { type LoadOptions, type LoadPhase, type PhaseReport, runLoad } from '../load/run-load.ts';
import { createUsageMeter, type ServerUsage } from '../measure/process-usage.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { LoadWorkload, SlowReadersWorkload } from '../workloads.ts';
import type { Outcome, PhaseSummary } from './result.ts';

/** How many of the people decode all they get; the rest take it and count it. */
const OBSERVERS = 25;
const PROBES = 5;
/** Enough to be quick, too few to be a storm. */
const CONNECT_AT_ONCE = 20;

/** What does not depend on the workload. */
export type LoadSetting = Pick<LoadOptions, 'threads' | 'workerUrl'> & {
  /** Called around the measured part of each phase. */
  readonly onPhase?: (moment: 'begin' | 'end') => void;
};

export async function measureLoad(
  target: RunningTarget,
  workload: LoadWorkload | SlowReadersWorkload,
  setting: LoadSetting,
): Promise<Outcome> {
  const { warmupSeconds, seconds } = workload;
  const phases: LoadPhase[] = [{ warmupSeconds, seconds, slowReaders: 0 }];
  if (workload.kind === 'slowReaders') phases.push({ warmupSeconds, seconds, slowReaders: workload.slowReaders });

  const meter = createUsageMeter(target.pid, target.databasePids);
  const usages: (ServerUsage | null)[] = [];
  try {
    const report = await runLoad({
      ...setting,
      ...commonOptions(target),
      entrants: await target.admit(workload.people),
      probes: await target.admit(PROBES),
      observers: OBSERVERS,
      senders: workload.senders,
      writers: workload.writers,
      cursorHz: workload.cursorHz,
      editsPerSecond: workload.editsPerSecond,
      phases,
      connectAtOnce: CONNECT_AT_ONCE,
      onPeriod(what, moment) {
        if (what === 'join') return;
        setting.onPhase?.(moment);
        if (moment === 'begin') return meter.begin();
        meter.end();
        usages.push(meter.usage);
      },
    });
    const [before, during] = report.phases.map((phase, index) => summarisePhase(phase, usages[index] ?? null));
    if (before === undefined) throw new Error('no phase was measured');
    if (during === undefined) return { kind: 'load', phase: before };
    const { p95Ms: was } = before.cursors;
    const { p95Ms: is } = during.cursors;
    return { kind: 'slowReaders', before, during, p95Ratio: was === null || is === null ? null : is / was };
  } finally {
    meter.stop();
  }
}

export function commonOptions({ endpoint, probeUrl, openProvider }: RunningTarget) {
  return { endpoint, probeUrl, openProvider };
}

function summarisePhase(report: PhaseReport, usage: ServerUsage | null): PhaseSummary {
  const lostConnections: Record<string, number> = {};
  for (const code of report.lost) {
    const key = String(code ?? 'none');
    lostConnections[key] = (lostConnections[key] ?? 0) + 1;
  }
  return {
    cursors: summarise(report.cursors),
    edits: summarise(report.edits),
    probeCursors: summarise(report.probeCursors),
    probeEdits: summarise(report.probeEdits),
    acknowledgements: report.acknowledgements === null ? null : summarise(report.acknowledgements),
    usage,
    messages: report.messages,
    bytes: report.bytes,
    lostConnections,
    generator: {
      cpuPercent: report.generatorCpuMsPerSecond / 10,
      lagP99Ms: createLatencyHistogram(report.lag).percentile(0.99),
      stallMs: report.generatorStallMs,
    },
  };
}
