import { sleep } from '../load/clock.ts';
import { clocksAfter } from '../load/edit-script.ts';
import type { Endpoint, Entrant, Person } from '../load/load-plan.ts';
import { connectRawClient } from '../load/raw-client.ts';

const CLIENT_ID = 499_999_999;
/** A server may send the newest edits after the answer, in a message of their own. */
const TAIL_MS = 100;

/**
 * What the server has: each client's clock, and the size of its answer. Asked for with an empty
 * document.
 */
export async function readClocks(
  endpoint: Endpoint,
  onlooker: Entrant,
): Promise<{ readonly clocks: ReadonlyMap<number, number>; readonly answerBytes: number }> {
  const clocks = new Map<number, number>();
  const client = await connectRawClient({
    endpoint,
    person: { ...toPerson(onlooker, 0), isObserver: true },
    clientId: CLIENT_ID,
    events: {
      onAwareness: () => {},
      onUpdate(update) {
        for (const [clientId, clock] of clocksAfter(update)) {
          clocks.set(clientId, Math.max(clock, clocks.get(clientId) ?? 0));
        }
      },
      onAcknowledged: () => {},
      onLost: () => {},
    },
  });
  await sleep(TAIL_MS);
  client.socket.destroy();
  return { clocks, answerBytes: client.answerBytes };
}

export function toPerson(entrant: Entrant, index: number): Person {
  return { ...entrant, index, isSender: false, isWriter: false, isObserver: false };
}
