import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { editNumber } from './client-fleet.ts';
import { monotonicMs, sleep } from './clock.ts';
import { createDeliveryLedger, type Delivery, sumDeliveries } from './delivery-ledger.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { Endpoint, Entrant, FleetPhase, FleetPlan, FleetReport, JoinReport, Person } from './load-plan.ts';
import type { WorkerAnswer, WorkerTask } from './load-worker.ts';
import { type OpenProvider, openProbe, type Probe } from './probe.ts';
import { createSentLog } from './sent-log.ts';

/** What has not arrived by then is not delivered. */
const DELIVERY_WINDOW_MS = 5_000;
/** From the order to start until the first message, so that all threads begin together. */
const START_IN_MS = 200;
const FIRST_CLIENT_ID = 1_000_000_000;

export type LoadPhase = {
  readonly warmupSeconds: number;
  /** What is sent in these is what is measured. */
  readonly seconds: number;
  readonly slowReaders: number;
};

export type LoadOptions = {
  readonly endpoint: Endpoint;
  /** Where the probes connect: without the room. */
  readonly probeUrl: string;
  readonly openProvider: OpenProvider;
  readonly entrants: readonly Entrant[];
  /** They come on top of the entrants and send nothing. */
  readonly probes: readonly Entrant[];
  /** How many of the entrants decode what they get, spread over all of them. */
  readonly observers: number;
  readonly writers: number;
  /** How many of the entrants move a cursor, the first ones. */
  readonly senders: number;
  readonly cursorHz: number;
  readonly editsPerSecond: number;
  readonly phases: readonly LoadPhase[];
  readonly connectAtOnce: number;
  readonly threads: number;
  /** The module of the worker thread. */
  readonly workerUrl: URL;
  /** Called around the joining of all entrants, and around the measured part of each phase. */
  readonly onPeriod: (what: 'join' | 'phase', moment: 'begin' | 'end') => void;
};

export type PhaseReport = {
  /** As the raw observers saw it. */
  readonly cursors: Delivery;
  readonly edits: Delivery;
  /** As the probes saw it. */
  readonly probeCursors: Delivery;
  readonly probeEdits: Delivery;
  readonly acknowledgements: Delivery | null;
  readonly lag: Uint32Array;
  /** Taken by all raw clients from the start of the phase to its end. */
  readonly messages: number;
  readonly bytes: number;
  readonly lost: readonly (number | null)[];
  /**
   * Of the generator during the measured part: CPU ms of all its threads in each second, and its
   * main thread's longest stall.
   */
  readonly generatorCpuMsPerSecond: number;
  readonly generatorStallMs: number;
};

export type LoadReport = { readonly join: JoinReport; readonly phases: readonly PhaseReport[] };

/** Lets the people in, runs the phases one after the other, and lets them go. */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const { entrants, observers, senders, writers, cursorHz, editsPerSecond, phases, threads, workerUrl } = options;
  const seconds = phases.reduce((sum, phase) => sum + phase.warmupSeconds + phase.seconds, 0);
  // Turns do not always fall evenly on the people of a thread.
  const editsPerWriter = writers === 0 ? 0 : Math.ceil((editsPerSecond * seconds) / writers) + threads + phases.length;
  const cursors = createSentLog(entrants.length, Math.ceil(cursorHz * seconds) + threads + phases.length);
  const edits = createSentLog(entrants.length, editsPerWriter);
  const editClocks = new SharedArrayBuffer(
    Math.max(1, entrants.length * editsPerWriter) * Int32Array.BYTES_PER_ELEMENT,
  );
  const clocks = new Int32Array(editClocks);
  const people = cast(entrants, { observers, senders, writers });

  const teams = Array.from({ length: threads }, (_, thread) =>
    people.filter(({ index }) => index % threads === thread),
  );
  const crew = teams.filter((team) => team.length > 0).map((team) => ({ team, worker: startWorker(team) }));
  const probes: Probe[] = [];

  function startWorker(team: readonly Person[]) {
    const plan: FleetPlan = {
      endpoint: options.endpoint,
      people: team,
      firstClientId: FIRST_CLIENT_ID,
      connectAtOnce: Math.ceil(options.connectAtOnce / threads),
      editsPerWriter,
      cursors: cursors.memory,
      edits: edits.memory,
      editClocks,
      windowMs: DELIVERY_WINDOW_MS,
    };
    return createAsker(new Worker(workerUrl, { workerData: plan }));
  }

  async function runPhase({ warmupSeconds, seconds, slowReaders }: LoadPhase): Promise<PhaseReport> {
    const startAtMs = monotonicMs() + START_IN_MS;
    const fromMs = startAtMs + warmupSeconds * 1_000;
    const period = { fromMs, untilMs: fromMs + seconds * 1_000 };
    const slow = new Set(
      spread(
        people.filter(({ isObserver, isWriter }) => !isObserver && !isWriter),
        slowReaders,
      ),
    );
    const common = { period, windowMs: DELIVERY_WINDOW_MS, hears: () => true };
    const probeLedgers = probes.map((probe) => {
      const ledgers = {
        cursors: createDeliveryLedger({ ...common, sent: cursors }),
        edits: createDeliveryLedger({ ...common, sent: edits }),
      };
      probe.listen(ledgers);
      return ledgers;
    });

    const fleetsDone = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const length = warmupSeconds + seconds;
    const running = crew.map(({ team, worker }) => {
      const writing = team.filter(({ isWriter }) => isWriter).length;
      const cursorsPerSecond = team.filter(({ isSender }) => isSender).length * cursorHz;
      const teamEdits = writers === 0 ? 0 : (editsPerSecond * writing) / writers;
      const phase: FleetPhase = {
        startAtMs,
        period,
        cursorsPerSecond,
        cursors: Math.floor(cursorsPerSecond * length),
        editsPerSecond: teamEdits,
        edits: Math.floor(teamEdits * length),
        fleetsDone,
        fleets: crew.length,
        slowReaders: team.filter((person) => slow.has(person)).map(({ index }) => index),
      };
      return worker.ask<FleetReport>({ task: 'run', phase });
    });
    const finished = Promise.all(running);
    // Looked at below, when the generator's own figures are there.
    finished.catch(() => undefined);

    await sleep(period.fromMs - monotonicMs());
    const stalls = monitorEventLoopDelay({ resolution: 10 });
    stalls.enable();
    const cpuBefore = process.cpuUsage();
    options.onPeriod('phase', 'begin');
    await sleep(period.untilMs - monotonicMs());
    options.onPeriod('phase', 'end');
    const cpu = process.cpuUsage(cpuBefore);
    stalls.disable();

    const reports = await finished;
    // The workers have waited until everybody had sent and heard all; the probes, in this thread,
    // have had the same time.
    for (const probe of probes) probe.listen(null);
    const lag = createLatencyHistogram();
    for (const report of reports) lag.merge(report.lag);
    const acknowledgements = reports.map((report) => report.acknowledgements).filter((one) => one !== null);
    return {
      cursors: sumDeliveries(reports.map((report) => report.cursors)),
      edits: sumDeliveries(reports.map((report) => report.edits)),
      probeCursors: sumDeliveries(probeLedgers.map((ledgers) => ledgers.cursors.finish())),
      probeEdits: sumDeliveries(probeLedgers.map((ledgers) => ledgers.edits.finish())),
      acknowledgements: acknowledgements.length === 0 ? null : sumDeliveries(acknowledgements),
      lag: lag.counts,
      messages: reports.reduce((sum, report) => sum + report.messages, 0),
      bytes: reports.reduce((sum, report) => sum + report.bytes, 0),
      lost: reports.flatMap((report) => report.lost),
      generatorCpuMsPerSecond: (cpu.user + cpu.system) / 1_000 / seconds,
      generatorStallMs: stalls.max / 1e6,
    };
  }

  try {
    options.onPeriod('join', 'begin');
    const joins = await Promise.all(crew.map(({ worker }) => worker.ask<JoinReport>({ task: 'join' })));
    options.onPeriod('join', 'end');
    for (const { headers } of options.probes) {
      probes.push(
        openProbe({
          open: options.openProvider,
          url: options.probeUrl,
          room: options.endpoint.room,
          headers,
          firstClientId: FIRST_CLIENT_ID,
          editNumber: (writer, clockAfter) => editNumber({ editClocks: clocks, editsPerWriter, writer, clockAfter }),
          clock: monotonicMs,
        }),
      );
    }
    await Promise.all(probes.map(({ synced }) => synced));
    const phaseReports: PhaseReport[] = [];
    for (const phase of phases) phaseReports.push(await runPhase(phase));
    return {
      join: {
        readyMs: joins.flatMap(({ readyMs }) => readyMs),
        answerBytes: joins.flatMap(({ answerBytes }) => answerBytes),
        turnedAway: joins.reduce((sum, join) => sum + join.turnedAway, 0),
      },
      phases: phaseReports,
    };
  } finally {
    for (const probe of probes) probe.destroy();
    await Promise.all(crew.map(({ worker }) => worker.stop()));
  }
}

/** Gives each entrant a number and a part. */
export function cast(
  entrants: readonly Entrant[],
  parts: { readonly observers: number; readonly senders: number; readonly writers: number },
): Person[] {
  const numbers = entrants.map((_, index) => index);
  const observers = new Set(spread(numbers, parts.observers));
  // From the other end, so that few observers write.
  const writers = new Set(spread([...numbers].reverse(), parts.writers));
  return entrants.map((entrant, index) => ({
    ...entrant,
    index,
    isObserver: observers.has(index),
    isSender: index < parts.senders,
    isWriter: writers.has(index),
  }));
}

/** So many of them, evenly from front to back; all when there are fewer. */
function spread<T>(items: readonly T[], wanted: number): T[] {
  const count = Math.min(wanted, items.length);
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T);
}

/** One question at a time, each with its answer. */
function createAsker(worker: Worker) {
  // Heard from the start: an error event that nobody hears would end the process.
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  failed.catch(() => undefined);
  return {
    async ask<T>(task: WorkerTask): Promise<T> {
      worker.postMessage(task);
      const [answer] = (await Promise.race([once(worker, 'message'), failed])) as [WorkerAnswer];
      if (!answer.ok) throw new Error(answer.error);
      return answer.value as T;
    },
    stop: () => worker.terminate(),
  };
}
