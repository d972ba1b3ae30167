import { LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { requestFrame } from './protocol.ts';
import { createRateGate } from './rate-gate.ts';
import { connectRaw } from './test/raw-client.ts';
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
