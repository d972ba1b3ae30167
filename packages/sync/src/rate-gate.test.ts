import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import { messageSync } from 'y-websocket';
import * as Y from 'yjs';
import { requestFrame } from './protocol.ts';
import { createRateGate } from './rate-gate.ts';
import { forgeClients } from './test/forge.ts';
import { connectInMemory } from './test/memory-socket.ts';
import { connectRaw } from './test/raw-client.ts';
import { simulateTime } from './test/simulated-time.ts';
import { startTestServer } from './test/start-test-server.ts';
import { until } from './test/until.ts';

test('[BO6] a burst passes, what follows it is read at the rate', () => {
  const gate = createRateGate({ perSecond: 10, burst: 5 });
  const waits = Array.from({ length: 6 }, () => gate.take(0));
  expect(waits).toEqual([0, 0, 0, 0, 100, 200]);
  expect(gate.take(1_000)).toBe(0);
});

test('[BO6] a pause fills the bucket, and no further than full', () => {
  const gate = createRateGate({ perSecond: 10, burst: 3 });
  gate.take(0);
  gate.take(1_000_000);
  expect([gate.take(1_000_000), gate.take(1_000_000)]).toEqual([0, 100]);
});

test('[BO6] who sends too fast is read more slowly, and loses nothing', async () => {
  await using server = await startTestServer();
  using raw = await connectRaw(server.url, 's1');
  const frames = LIMITS.syncFramesBurst + 200;
  const frame = requestFrame(new Y.Doc());
  for (let n = 0; n < frames; n++) raw.socket.send(frame);
  await until(() => expect(raw.frames.filter(([type, kind]) => type === 0 && kind === 1)).toHaveLength(frames));
});

test('[BO11] a large frame counts as many: the fifth megabyte at once waits, and is not lost', async () => {
  await using server = await startTestServer();
  using time = simulateTime();
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna' });
  const many = new Y.Doc();
  Y.applyUpdate(many, forgeClients(Array.from({ length: 170_000 }, (_, index) => 2 ** 31 + index)));
  const frame = requestFrame(many);
  expect(frame.length).toBeGreaterThan(1_000_000);
  expect(frame.length).toBeLessThan(LIMITS.syncMessageBytes);
  let answered = 0;
  async function read(): Promise<number> {
    await time.turns(100);
    for (let message = page.read(); message !== null; message = page.read()) {
      if (message[0] === messageSync && message[1] === messageYjsSyncStep2) answered++;
    }
    return answered;
  }
  await read();
  for (let n = 0; n < 6; n++) page.send(frame);
  expect(await read()).toBe(4);
  time.advance(1_000);
  expect(await read()).toBe(5);
  time.advance(1_000);
  expect(await read()).toBe(6);
  page.close();
  await time.turns(10);
});
