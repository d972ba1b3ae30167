import { test } from 'vitest';
import { type EchoServerOptions, startEchoServer } from '../test/echo-server.ts';
import { createClientFleet } from './client-fleet.ts';
import { monotonicMs } from './clock.ts';
import { summarise } from './delivery-ledger.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { FleetReport } from './load-plan.ts';
import { cast } from './run-load.ts';
import { createSentLog } from './sent-log.ts';

const PEOPLE = 4;
const CURSORS_EACH = 5;
const EDITS = 12;
/** Waited for only when something is missing. */
const WINDOW_MS = 30_000;
const SHORT_WINDOW_MS = 1_000;
const SECONDS = 0.1;
const DELAY_MS = 40;

type Setting = EchoServerOptions & { readonly clock?: () => number; readonly windowMs?: number };

/**
 * Everybody moves a cursor, one writes, all listen; one thread, no child process. The clock stands
 * still, so that nothing is late.
 */
async function measure({ passOn, clock = () => 0, windowMs = WINDOW_MS }: Setting): Promise<FleetReport> {
  await using server = await startEchoServer({ passOn });
  const entrants = Array.from({ length: PEOPLE }, (_, index) => ({
    name: `p${index}`,
    personId: `p${index}`,
    headers: {},
  }));
  const fleet = createClientFleet(
    {
      endpoint: server.endpoint,
      people: cast(entrants, { observers: PEOPLE, senders: PEOPLE, writers: 1 }),
      firstClientId: 1_000,
      connectAtOnce: 1,
      editsPerWriter: EDITS,
      cursors: createSentLog(PEOPLE, CURSORS_EACH).memory,
      edits: createSentLog(PEOPLE, EDITS).memory,
      editClocks: new SharedArrayBuffer(PEOPLE * EDITS * Int32Array.BYTES_PER_ELEMENT),
      windowMs,
    },
    { clock },
  );
  try {
    await fleet.join();
    return await fleet.run({
      startAtMs: monotonicMs(),
      period: { fromMs: 0, untilMs: Number.POSITIVE_INFINITY },
      cursorsPerSecond: (PEOPLE * CURSORS_EACH) / SECONDS,
      cursors: PEOPLE * CURSORS_EACH,
      editsPerSecond: EDITS / SECONDS,
      edits: EDITS,
      fleetsDone: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      fleets: 1,
      slowReaders: [],
    });
  } finally {
    fleet.close();
  }
}

/**
 * Of the clients of an echo server: the first message of each is the state that it sends on
 * arrival.
 */
const ARRIVAL = 1;

test.concurrent('what a server passes on counts as delivered, once for each who should get it', async ({ expect }) => {
  const { cursors, edits, lost } = await measure({ passOn: () => true });
  expect(cursors).toMatchObject({ expected: PEOPLE * CURSORS_EACH * (PEOPLE - 1), delivered: cursors.expected });
  expect(edits).toMatchObject({ expected: EDITS * (PEOPLE - 1), delivered: edits.expected });
  expect(lost).toEqual([]);
});

test.concurrent('what a server keeps from one receiver is missing there, and only there', async ({ expect }) => {
  const { cursors, edits } = await measure({
    windowMs: SHORT_WINDOW_MS,
    passOn: ({ receiver }) => receiver !== 2,
  });
  expect(cursors.expected).toBe(PEOPLE * CURSORS_EACH * (PEOPLE - 1));
  expect(cursors.expected - cursors.delivered).toBe((PEOPLE - 1) * CURSORS_EACH);
  // Counted as later than everything, so a quarter missing shows in the percentiles.
  expect(summarise(cursors)).toMatchObject({ deliveredPercent: 75, p95Ms: null, p99Ms: null });
  expect(edits.expected - edits.delivered).toBe(EDITS);
});

test.concurrent('a state that was skipped is delivered with the newer one that replaced it', async ({ expect }) => {
  const last = ARRIVAL + CURSORS_EACH;
  // Person 0 is a reader and a sender of cursors, and does not write.
  const { cursors } = await measure({ passOn: ({ sender, number }) => sender !== 0 || number === last });
  expect(cursors.delivered).toBe(cursors.expected);
});

test.concurrent('the states after the last one that is passed on are missing', async ({ expect }) => {
  const { cursors } = await measure({
    windowMs: SHORT_WINDOW_MS,
    passOn: ({ sender, number }) => sender !== 0 || number < ARRIVAL + CURSORS_EACH - 1,
  });
  expect(cursors.expected - cursors.delivered).toBe(2 * (PEOPLE - 1));
});

test.concurrent('a delay in the server is a latency in the report', async ({ expect }) => {
  // The server's delay is made by moving the clock that both read, so the test neither waits nor
  // depends on the machine.
  let nowMs = 0;
  let delayed = '';
  const { cursors, edits } = await measure({
    clock: () => nowMs,
    passOn({ sender, number }) {
      const message = `${sender} ${number}`;
      if (message !== delayed) nowMs += DELAY_MS;
      delayed = message;
      return true;
    },
  });
  // The first of a burst has waited once, the ones behind it for those before them too.
  for (const { expected, delivered, latencies } of [cursors, edits]) {
    const histogram = createLatencyHistogram(latencies);
    expect(delivered).toBeGreaterThan(0);
    expect(delivered).toBeLessThanOrEqual(expected);
    expect(histogram.percentile(0)).toBeGreaterThanOrEqual(DELAY_MS);
    expect((histogram.percentile(0) ?? 0) % DELAY_MS).toBe(0);
  }
});
