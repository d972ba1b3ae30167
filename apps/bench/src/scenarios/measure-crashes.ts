import { monotonicMs, sleep } from '../load/clock.ts';
import { type ScriptedEdit, writeEditScript } from '../load/edit-script.ts';
import { createLatencyHistogram } from '../load/latency-histogram.ts';
import type { Entrant } from '../load/load-plan.ts';
import { pace } from '../load/pacer.ts';
import { connectRawClient, type RawClient, type RawClientEvents } from '../load/raw-client.ts';
import { createWire } from '../load/wire.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { CrashWorkload } from '../workloads.ts';
import { readClocks, toPerson } from './read-clocks.ts';
import type { Outcome } from './result.ts';

const FIRST_CLIENT_ID = 700_000_000;

type Writer = { readonly client: RawClient; readonly clientId: number; readonly script: readonly ScriptedEdit[] };

/**
 * Kills the server with -9 while people write, starts it again on the same data, and asks it for
 * the document with an empty hand: the writers' own copies are gone, so what is there is what the
 * server kept. An edit that it had acknowledged and does not have is lost.
 */
export async function measureCrashes(target: RunningTarget, workload: CrashWorkload): Promise<Outcome> {
  const { endpoint, crash } = target;
  const { mark } = createWire(endpoint.wire, endpoint.room);
  if (crash === null) return { kind: 'leftOut', reason: 'it keeps nothing, so there is nothing to ask it for' };
  if (mark === null) return { kind: 'leftOut', reason: 'it does not say when an edit is durable' };

  const entrants = await target.admit(workload.writers);
  const [onlooker] = await target.admit(1);
  if (onlooker === undefined) throw new Error('nobody can look at the board');
  let sent = 0;
  let acknowledged = 0;
  let lost = 0;
  for (let round = 0; round < workload.rounds; round++) {
    const said = new Map<number, number>();
    const writers = await Promise.all(
      entrants.map((entrant, index) => connectWriter(target, workload, { entrant, index, round, said })),
    );
    const lengthMs = workload.shortestMs + Math.random() * (workload.longestMs - workload.shortestMs);
    let isAlive = true;
    let turn = 0;
    const writing = pace({
      clock: monotonicMs,
      startAtMs: monotonicMs(),
      perSecond: workload.editsPerSecond,
      count: Math.floor((workload.editsPerSecond * lengthMs) / 1_000),
      lag: createLatencyHistogram(),
      send() {
        const number = Math.floor(turn / writers.length);
        const writer = writers[turn++ % writers.length];
        const edit = writer?.script[number];
        if (!isAlive || edit === undefined) return;
        writer?.client.sendUpdate(edit.update, number + 1);
        sent++;
      },
    });
    // While the last edits are still under way.
    await sleep(lengthMs);
    isAlive = false;
    await crash.kill();
    await writing;
    for (const { client } of writers) client.socket.destroy();
    await crash.startAgain();

    const { clocks } = await readClocks(endpoint, onlooker);
    for (const { clientId, script } of writers) {
      const count = said.get(clientId) ?? 0;
      acknowledged += count;
      lost += countLost(script, count, clocks.get(clientId) ?? 0);
    }
  }
  return { kind: 'crash', crashes: workload.rounds, sent, acknowledged, lost };
}

async function connectWriter(
  { endpoint }: RunningTarget,
  { writers, editsPerSecond, longestMs }: CrashWorkload,
  who: {
    readonly entrant: Entrant;
    readonly index: number;
    readonly round: number;
    readonly said: Map<number, number>;
  },
): Promise<Writer> {
  const { entrant, index, round, said } = who;
  // Each round writes as somebody new: a page that was thrown away never comes back with its old
  // client id.
  const clientId = FIRST_CLIENT_ID + round * writers + index;
  const script = writeEditScript({
    clientId,
    authorId: entrant.personId,
    author: entrant.name,
    edits: Math.ceil((editsPerSecond * longestMs) / 1_000 / writers) + 1,
    themeIds: endpoint.themeIds,
    kind: 'work',
  });
  const person = { ...toPerson(entrant, index), isWriter: true };
  const events: RawClientEvents = {
    onAwareness: () => {},
    onUpdate: () => {},
    onAcknowledged: (number) => void said.set(clientId, Math.max(number, said.get(clientId) ?? 0)),
    onLost: () => {},
  };
  return { client: await connectRawClient({ endpoint, person, clientId, events }), clientId, script };
}

/**
 * How many of a writer's first `acknowledged` edits are not in a document that has the writer's
 * clock up to `clock`.
 */
export function countLost(script: readonly ScriptedEdit[], acknowledged: number, clock: number): number {
  if (acknowledged > script.length) throw new Error('the server acknowledged more than was sent');
  return script.slice(0, acknowledged).filter(({ clockAfter }) => clockAfter > clock).length;
}
