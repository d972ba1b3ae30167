import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import { messageSync } from 'y-websocket';
import * as Y from 'yjs';
import { createPersonGates } from './person-gates.ts';
import { requestFrame, updateFrame } from './protocol.ts';
import { createRateGate } from './rate-gate.ts';
import { forgeClients, forgeUpdate } from './test/forge.ts';
import { connectInMemory, type MemorySocket } from './test/memory-socket.ts';
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

test('[BO6] whoever hangs up and comes back, or comes several times, has no more at once than with one page', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  using time = simulateTime();
  const frame = requestFrame(new Y.Doc());
  const open = () => connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  const read = async (page: MemorySocket) => {
    await time.turns(100);
    return answersRead(page);
  };
  const first = open();
  await read(first);
  for (let n = 0; n < LIMITS.syncFramesBurst; n++) first.send(frame);
  const ofFirst = await read(first);
  first.close();
  await time.turns(10);
  const pages = [open(), open()];
  for (const page of pages) for (let n = 0; n < 100; n++) page.send(frame);
  const ofOthers = [];
  for (const page of pages) ofOthers.push(await read(page));
  // The first spent it, and each frame counts by its bytes as well.
  expect(ofFirst).toBeGreaterThan(LIMITS.syncFramesBurst / 2);
  expect(ofOthers).toEqual([0, 0]);
  for (let ms = 0; ms < 2_000; ms += 100) {
    time.advance(100);
    for (const [index, page] of pages.entries()) ofOthers[index] = (ofOthers[index] ?? 0) + (await read(page));
  }
  expect(ofOthers).toEqual([100, 100]);
  for (const page of pages) page.close();
  await time.turns(10);
});

test('[BO6] a person is remembered while a connection of theirs stands, or may not send a burst yet', () => {
  const gates = createPersonGates({ perSecond: 10, burst: 5 });
  const [one, two] = [gates.enter('anna'), gates.enter('anna')];
  expect(one.gate).toBe(two.gate);
  one.gate.take(0, 10);
  one.leave();
  one.leave();
  gates.tidy(10_000);
  expect(gates.size).toBe(1);
  two.gate.take(10_000, 1);
  two.leave();
  gates.tidy(10_050);
  expect(gates.size).toBe(1);
  gates.tidy(10_100);
  expect(gates.size).toBe(0);
});

test.each([
  ['pings', 0x89],
  ['pongs', 0x8a],
])('[BO6] %s count as frames', async (_name, opcode) => {
  await using server = await startTestServer();
  using time = simulateTime();
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  const read = async () => {
    await time.turns(100);
    return answersRead(page);
  };
  await read();
  // Empty, and masked with zeros.
  const frame = Uint8Array.of(opcode, 0x80, 0, 0, 0, 0);
  for (let n = 0; n < LIMITS.syncFramesBurst + 200; n++) page.sendBytes(frame);
  page.send(requestFrame(new Y.Doc()));
  expect(await read()).toBe(0);
  for (let ms = 0; ms < 2_000; ms += 100) time.advance(100);
  expect(await read()).toBe(1);
  page.close();
  await time.turns(10);
});

test('[BO11] a message counts by its bytes on the wire as well, in however many pieces it comes', async () => {
  await using server = await startTestServer();
  using time = simulateTime();
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  const read = async () => {
    await time.turns(100);
    return answersRead(page);
  };
  await read();
  // A question of four bytes, after a thousand pieces with nothing in them; masked with zeros.
  const [first, next] = [0x02, 0x00].map((start) => [start, 0x80, 0, 0, 0, 0]) as [number[], number[]];
  const question = requestFrame(new Y.Doc());
  const pieces = Array.from({ length: 1_000 }, () => next).flat();
  const message = Uint8Array.from([...first, ...pieces, 0x80, 0x80 | question.length, 0, 0, 0, 0, ...question]);
  const budget = LIMITS.syncFramesBurst * LIMITS.syncBytesPerFrame + LIMITS.syncMessageBytes;
  const messages = 2 * Math.ceil(budget / message.length);
  expect(messages).toBeLessThan(LIMITS.syncFramesBurst);
  for (let n = 0; n < messages; n++) page.sendBytes(message);
  const atOnce = await read();
  expect(atOnce).toBeLessThan(messages * 0.75);
  let later = 0;
  for (let second = 0; second < 10; second++) {
    time.advance(1_000);
    later += await read();
  }
  expect([atOnce + later, page.closeCode]).toEqual([messages, null]);
  page.close();
  await time.turns(10);
});

test('[BO11] a large frame counts as many: the third megabyte at once waits, and is not lost', async () => {
  await using server = await startTestServer();
  using time = simulateTime();
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna' });
  const many = new Y.Doc();
  Y.applyUpdate(many, forgeClients(Array.from({ length: 170_000 }, (_, index) => 2 ** 31 + index)));
  const frame = requestFrame(many);
  expect(frame.length).toBeGreaterThan(1_000_000);
  expect(frame.length).toBeLessThan(LIMITS.syncMessageBytes);
  const read = async () => {
    await time.turns(100);
    return answersRead(page);
  };
  await read();
  for (let n = 0; n < 4; n++) page.send(frame);
  expect(await read()).toBe(2);
  time.advance(1_000);
  expect(await read()).toBe(1);
  time.advance(2_000);
  expect(await read()).toBe(1);
  page.close();
  await time.turns(10);
});

test('[BO11] a question counts by what has to be encoded for it, whatever it says that it has', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  // 2 MB, so that each question counts as a hundred frames and one.
  await server.sync.changeDocument('s1', (doc) => doc.getMap('ballast').set('value', 'x'.repeat(2_000_000)));
  using time = simulateTime();
  const page = connectInMemory(server.sync, { sessionId: 's1', personId: 'anna', capacity: 100_000_000 });
  const read = async () => {
    await time.turns(100);
    return answersRead(page);
  };
  await read();
  const hasOneStruct = Uint8Array.of(0, 0, 3, 1, 7, 1);
  // All of them in what is read from the network at once.
  for (let n = 0; n < 100; n++) page.send(hasOneStruct);
  const atOnce = await read();
  expect(atOnce).toBeGreaterThanOrEqual(LIMITS.syncFramesBurst / 102);
  expect(atOnce).toBeLessThanOrEqual(LIMITS.syncFramesBurst / 100 + 1);
  time.advance(1_000);
  expect(await read()).toBeLessThanOrEqual(LIMITS.syncFramesPerSecond / 100 + 1);
  time.advance(60_000);
  await read();
  page.close();
  await time.turns(10);
});

test('[BO11] a frame counts by the changes in it, but not of those who bring in the points of others', async () => {
  const CHANGES = 1_000;
  const atOnce = LIMITS.syncFramesBurst / (CHANGES / LIMITS.syncChangesPerFrame);
  for (const [personId, most] of [
    ['participant', atOnce],
    ['facilitator', 2 * atOnce],
  ] as const) {
    await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
    await server.sync.readPoints('s1', []);
    using time = simulateTime();
    const page = connectInMemory(server.sync, { sessionId: 's1', personId });
    await time.turns(100);
    const taken = async () => {
      await time.turns(100);
      while (page.read() !== null);
      return (await server.sync.readDocument('s1', (doc) => Y.getState(doc.store, 7))) / CHANGES;
    };
    for (let n = 0; n < 2 * atOnce; n++) {
      const garbage = Array.from({ length: CHANGES }, (_, index) => new Y.GC(Y.createID(7, n * CHANGES + index), 1));
      page.send(updateFrame(forgeUpdate(7, n * CHANGES, garbage)));
    }
    expect(await taken()).toBe(most);
    for (let second = 0; second < 20; second++) time.advance(1_000);
    expect(await taken()).toBe(2 * atOnce);
    page.close();
    await time.turns(10);
  }
});

function answersRead(page: MemorySocket): number {
  let answers = 0;
  for (let message = page.read(); message !== null; message = page.read()) {
    if (message[0] === messageSync && message[1] === messageYjsSyncStep2) answers++;
  }
  return answers;
}
