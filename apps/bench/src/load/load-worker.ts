import { parentPort, workerData } from 'node:worker_threads';
import { createClientFleet } from './client-fleet.ts';
import type { FleetPhase, FleetPlan } from './load-plan.ts';

/** What the main thread asks of a worker; each is answered by one message, in order. */
export type WorkerTask = { readonly task: 'join' } | { readonly task: 'run'; readonly phase: FleetPhase };
export type WorkerAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

if (parentPort !== null) {
  const port = parentPort;
  const fleet = createClientFleet(workerData as FleetPlan);
  port.on('message', async (asked: WorkerTask) => {
    const answer = (given: WorkerAnswer) => port.postMessage(given);
    try {
      answer({ ok: true, value: asked.task === 'join' ? await fleet.join() : await fleet.run(asked.phase) });
    } catch (error) {
      answer({ ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
