import { type Clock, monotonicMs, sleep } from './clock.ts';
import { createDeliveryLedger, type DeliveryLedger, sumDeliveries } from './delivery-ledger.ts';
import { clocksAfter, type ScriptedEdit, writeEditScript } from './edit-script.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { FleetPhase, FleetPlan, FleetReport, JoinReport, Person } from './load-plan.ts';
import { pace } from './pacer.ts';
import { ARRIVAL_CLOCK, connectRawClient, type RawClient } from './raw-client.ts';
import { UpgradeRefused } from './raw-socket.ts';
import { openSentLog } from './sent-log.ts';
import { createWire, forEachAwareness } from './wire.ts';

const DRAIN_POLL_MS = 20;
/** As the stock client does it: 100 ms, doubled each time up to 2.5 s. */
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_500;
const MAX_RETRIES = 20;
const SERVICE_UNAVAILABLE = 503;

/** The clients of one thread. */
export interface ClientFleet {
  /** Connects all of them, in the order of their numbers. Rejects when one is refused. */
  join(): Promise<JoinReport>;
  /** Sends what the phase says, then waits until everything has arrived or the window is over. */
  run(phase: FleetPhase): Promise<FleetReport>;
  close(): void;
}

/** What one observer expects in the phase under way. */
type Ledgers = { readonly cursors: DeliveryLedger; readonly edits: DeliveryLedger };

export type FleetDeps = {
  /** Stamps what is sent and received. */
  readonly clock?: Clock;
};

export function createClientFleet(plan: FleetPlan, { clock = monotonicMs }: FleetDeps = {}): ClientFleet {
  const { endpoint, people, firstClientId, editsPerWriter, windowMs } = plan;
  const cursors = openSentLog(plan.cursors);
  const edits = openSentLog(plan.edits);
  const editClocks = new Int32Array(plan.editClocks);
  const scripts = new Map<number, ScriptedEdit[]>(people.filter(({ isWriter }) => isWriter).map(writeScript));
  const clients: RawClient[] = [];
  const ledgers = new Map<number, Ledgers>();
  const acknowledgements = new Map<number, DeliveryLedger>();
  const acknowledges = createWire(endpoint.wire, endpoint.room).mark !== null;
  let turnedAway = 0;
  let lost: (number | null)[] = [];
  let closing = false;

  function writeScript({ index, personId, name }: Person): [number, ScriptedEdit[]] {
    const script = writeEditScript({
      clientId: firstClientId + index,
      authorId: personId,
      author: name,
      edits: editsPerWriter,
      themeIds: endpoint.themeIds,
      kind: 'work',
    });
    for (const [at, { clockAfter }] of script.entries()) editClocks[index * editsPerWriter + at] = clockAfter;
    return [index, script];
  }

  function connect(person: Person): Promise<RawClient> {
    const { index } = person;
    return connectRawClient({
      endpoint,
      person,
      clientId: firstClientId + index,
      events: {
        onAwareness(body) {
          const nowMs = clock();
          const ledger = ledgers.get(index)?.cursors;
          if (ledger === undefined) return;
          forEachAwareness(body, (clientId, awarenessClock) =>
            ledger.arrived(clientId - firstClientId, awarenessClock - ARRIVAL_CLOCK, nowMs),
          );
        },
        onUpdate(update) {
          const nowMs = clock();
          const ledger = ledgers.get(index)?.edits;
          if (ledger === undefined) return;
          for (const [clientId, clockAfter] of clocksAfter(update)) {
            const writer = clientId - firstClientId;
            ledger.arrived(writer, editNumber({ editClocks, editsPerWriter, writer, clockAfter }), nowMs);
          }
        },
        onAcknowledged: (number) => acknowledgements.get(index)?.arrived(index, number, clock()),
        onLost: (code) => {
          if (!closing) lost.push(code);
        },
      },
    });
  }

  /** Comes back when the server says that it is busy, as people's pages do. */
  async function connectPatiently(person: Person): Promise<RawClient> {
    for (let retry = 0; ; retry++) {
      try {
        return await connect(person);
      } catch (error) {
        const isBusy = error instanceof UpgradeRefused && error.status === SERVICE_UNAVAILABLE;
        if (!isBusy || retry === MAX_RETRIES) throw error;
        turnedAway++;
        await sleep(Math.min(FIRST_RETRY_MS * 2 ** retry, LONGEST_RETRY_MS));
      }
    }
  }

  function startLedgers({ period, slowReaders }: FleetPhase) {
    ledgers.clear();
    acknowledgements.clear();
    for (const { index, isObserver, isWriter } of people) {
      const common = { period, windowMs };
      if (isObserver && !slowReaders.includes(index)) {
        const hears = (sender: number) => sender !== index;
        ledgers.set(index, {
          cursors: createDeliveryLedger({ ...common, sent: cursors, hears }),
          edits: createDeliveryLedger({ ...common, sent: edits, hears }),
        });
      }
      if (isWriter && acknowledges) {
        acknowledgements.set(
          index,
          createDeliveryLedger({ ...common, sent: edits, hears: (sender) => sender === index }),
        );
      }
    }
  }

  async function sendAll(phase: FleetPhase, lag: ReturnType<typeof createLatencyHistogram>) {
    const senders = clients.filter(({ person }) => person.isSender);
    const writers = clients.filter(({ person }) => person.isWriter);
    const { startAtMs } = phase;
    let cursorTurn = 0;
    let editTurn = 0;
    await Promise.all([
      pace({
        clock: monotonicMs,
        startAtMs,
        perSecond: phase.cursorsPerSecond,
        count: phase.cursors,
        lag,
        send() {
          const client = senders[cursorTurn++ % senders.length];
          if (client?.socket.isOpen) client.sendCursor(ARRIVAL_CLOCK + cursors.note(client.person.index, clock()));
        },
      }),
      pace({
        clock: monotonicMs,
        startAtMs,
        perSecond: phase.editsPerSecond,
        count: phase.edits,
        lag,
        send() {
          const client = writers[editTurn++ % writers.length];
          if (!client?.socket.isOpen) return;
          const { index } = client.person;
          const edit = scripts.get(index)?.[edits.count(index)];
          if (edit === undefined) throw new Error(`writer ${index} has no edits left`);
          client.sendUpdate(edit.update, edits.note(index, clock()));
        },
      }),
    ]);
  }

  async function drain({ fleetsDone, fleets }: FleetPhase) {
    const done = new Int32Array(fleetsDone);
    Atomics.add(done, 0, 1);
    while (Atomics.load(done, 0) < fleets) await sleep(DRAIN_POLL_MS);
    const all = [...[...ledgers.values()].flatMap((two) => [two.cursors, two.edits]), ...acknowledgements.values()];
    for (const endMs = monotonicMs() + windowMs; monotonicMs() < endMs; await sleep(DRAIN_POLL_MS)) {
      if (all.every(({ complete }) => complete)) return;
    }
  }

  return {
    async join() {
      const startMs = clock();
      const readyMs: number[] = [];
      let next = 0;
      const joinNext = async (): Promise<void> => {
        for (let person = people[next++]; person !== undefined; person = people[next++]) {
          clients.push(await connectPatiently(person));
          readyMs.push(clock() - startMs);
        }
      };
      await Promise.all(Array.from({ length: Math.min(plan.connectAtOnce, people.length) }, joinNext));
      clients.sort((a, b) => a.person.index - b.person.index);
      return { readyMs, answerBytes: clients.map(({ answerBytes }) => answerBytes), turnedAway };
    },
    async run(phase) {
      lost = [];
      startLedgers(phase);
      const before = totals(clients);
      const slow = clients.filter(({ person }) => phase.slowReaders.includes(person.index));
      for (const { socket } of slow) socket.pauseReading();
      const lag = createLatencyHistogram();
      await sendAll(phase, lag);
      await drain(phase);
      const after = totals(clients);
      for (const { socket } of slow) socket.resumeReading();
      return {
        cursors: sumDeliveries([...ledgers.values()].map((two) => two.cursors.finish())),
        edits: sumDeliveries([...ledgers.values()].map((two) => two.edits.finish())),
        acknowledgements: acknowledges
          ? sumDeliveries([...acknowledgements.values()].map((ledger) => ledger.finish()))
          : null,
        lag: lag.counts,
        messages: after.messages - before.messages,
        bytes: after.bytes - before.bytes,
        lost,
      };
    },
    close() {
      closing = true;
      for (const { socket } of clients) socket.destroy();
    },
  };
}

function totals(clients: readonly RawClient[]) {
  let messages = 0;
  let bytes = 0;
  for (const { socket } of clients) {
    messages += socket.messagesReceived;
    bytes += socket.bytesReceived;
  }
  return { messages, bytes };
}

/**
 * The number of the last edit of a writer whose effect is there when its clock is `clockAfter`; 0
 * before the first.
 */
export function editNumber(where: {
  readonly editClocks: Int32Array;
  readonly editsPerWriter: number;
  readonly writer: number;
  readonly clockAfter: number;
}): number {
  const { editClocks, editsPerWriter, writer, clockAfter } = where;
  const start = writer * editsPerWriter;
  if (start < 0 || start + editsPerWriter > editClocks.length) return 0;
  let low = 0;
  let high = editsPerWriter;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((editClocks[start + middle - 1] ?? 0) <= clockAfter) low = middle;
    else high = middle - 1;
  }
  return low;
}
