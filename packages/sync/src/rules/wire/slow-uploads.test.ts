import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { requestFrame, updateFrame } from '../../protocol.ts';
import { forgeClients, forgeUpdate } from '../../test/forge.ts';
import { connectInMemory } from '../../test/memory-socket.ts';
import { simulateTime } from '../../test/simulated-time.ts';
import { startTestServer } from '../../test/start-test-server.ts';

test('[WI4][BO11] a page whose answer to a ping waits behind what is read slowly stays', async () => {
  using time = simulateTime();
  const keepaliveMs = 3_000;
  await using server = await startTestServer({ timing: { keepaliveMs } });
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  const many = new Y.Doc();
  Y.applyUpdate(many, forgeClients(Array.from({ length: 170_000 }, (_, index) => 2 ** 31 + index)));
  const frame = requestFrame(many);
  expect(frame.length).toBeLessThan(LIMITS.syncMessageBytes);
  const read = async () => {
    await time.turns(20);
    while (page.read() !== null);
  };
  await read();
  // Four keepalives and more at the rate at which they are read, before any ping.
  for (let n = 0; n < 8; n++) page.send(frame);
  for (let ms = 0; ms < 4 * keepaliveMs; ms += 500) {
    time.advance(500);
    await read();
  }
  expect(page.closeCode).toBeNull();
  page.close();
  await time.turns(10);
});

test('[WI4][BO11] a page of which nothing is read for a minute is not taken for dead, nor just after it', async () => {
  using time = simulateTime();
  const keepaliveMs = 3_000;
  await using server = await startTestServer({ timing: { keepaliveMs } });
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  // So many changes count as a minute of frames beyond the burst.
  const changes = LIMITS.syncChangesPerFrame * (LIMITS.syncFramesBurst + 60 * LIMITS.syncFramesPerSecond);
  const garbage = Array.from({ length: changes }, (_, clock) => new Y.GC(Y.createID(7, clock), 1));
  page.send(updateFrame(forgeUpdate(7, 0, garbage)));
  for (let ms = 0; ms < 60_000 + 2 * keepaliveMs; ms += 500) {
    time.advance(500);
    await time.turns(20);
    while (page.read() !== null);
  }
  expect(page.closeCode).toBeNull();
  page.close();
  await time.turns(10);
});
