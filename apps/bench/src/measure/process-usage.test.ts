import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createUsageMeter } from './process-usage.ts';

test.skipIf(!existsSync('/proc/self/stat'))('work of the process that is watched is seen, and its memory', () => {
  const meter = createUsageMeter(process.pid, () => []);
  meter.begin();
  // Until the kernel has counted it: it counts in steps of 10 ms.
  const before = process.cpuUsage().user;
  while (process.cpuUsage().user - before < 50_000);
  meter.end();
  expect(meter.usage?.cpuPercent).toBeGreaterThan(0);
  expect(meter.usage?.databaseCpuPercent).toBe(0);
  expect(meter.usage?.rssMaxMb).toBeGreaterThan(1);
});

test('a process that is not there has no usage, and that is no zero', () => {
  const meter = createUsageMeter(2 ** 30, () => []);
  meter.begin();
  meter.end();
  expect(meter.usage).toBeNull();
});
