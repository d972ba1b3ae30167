import { acknowledgementFrame, addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import { connectClient } from './test/connect-client.ts';
import { startTestServer } from './test/start-test-server.ts';
import { until } from './test/until.ts';

function read(metrics: string, name: string): number {
  const line = metrics.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

test('[BO5] what a server does is counted, each server for itself', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await using idle = await startTestServer();
  using client = connectClient(server.url, 's1');
  using forger = connectClient(server.url, 's1', { personId: 'forger' });
  await Promise.all([client.synced(), forger.synced()]);
  addPoint(client.doc, pointDraft());
  client.provider.ws?.send(acknowledgementFrame(1));
  addPoint(forger.doc, pointDraft());
  await forger.refused();
  await until(async () => {
    const metrics = await server.sync.metrics();
    expect(read(metrics, 'gongyi_sync_rooms')).toBe(1);
    expect(read(metrics, 'gongyi_sync_connections')).toBe(1);
    expect(read(metrics, 'gongyi_sync_updates_total')).toBe(1);
    expect(read(metrics, 'gongyi_sync_rows_total')).toBe(1);
    expect(read(metrics, 'gongyi_sync_unsaved_bytes')).toBe(0);
    expect(read(metrics, 'gongyi_sync_acknowledgement_seconds_count')).toBe(1);
    expect(read(metrics, 'gongyi_sync_refused_total{rule="authorship"}')).toBe(1);
  });
  const others = await idle.sync.metrics();
  expect(read(others, 'gongyi_sync_updates_total')).toBe(0);
  expect(read(others, 'gongyi_sync_refused_total{rule="authorship"}')).toBe(0);
});
