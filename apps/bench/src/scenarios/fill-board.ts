import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { sleep } from '../load/clock.ts';
import { writeEditScript } from '../load/edit-script.ts';
import type { Entrant } from '../load/load-plan.ts';
import { connectRawClient, type RawClient, type RawClientEvents } from '../load/raw-client.ts';
import type { RunningTarget } from '../targets/target.ts';
import { readClocks, toPerson } from './read-clocks.ts';

/** As many as ours takes from one person. */
const POINTS_PER_WRITER = LIMITS.pointsPerAuthor;
/** Well below what any server takes in one message. */
const POINTS_PER_MESSAGE = 100;
const FIRST_CLIENT_ID = 500_000_000;
const LOOK_AGAIN_MS = 200;

const NO_EVENTS: RawClientEvents = {
  onAwareness: () => {},
  onUpdate: () => {},
  onAcknowledged: () => {},
  onLost: () => {},
};

/**
 * A board that stays in memory: without anybody in the room, a server that keeps nothing forgets
 * it.
 */
export type FilledBoard = Disposable & {
  /** Bytes of the document as it is sent to somebody who arrives. */
  readonly documentBytes: number;
};

/** Writes so many points; resolves when the server has all of them. */
export async function fillBoard(target: RunningTarget, points: number): Promise<FilledBoard> {
  const writers = await target.admit(Math.ceil(points / POINTS_PER_WRITER));
  const wanted = new Map<number, number>();
  const clients: RawClient[] = [];
  for (const [index, writer] of writers.entries()) {
    const clientId = FIRST_CLIENT_ID + index;
    const script = writeEditScript({
      clientId,
      authorId: writer.personId,
      author: writer.name,
      edits: Math.min(POINTS_PER_WRITER, points - index * POINTS_PER_WRITER),
      themeIds: target.endpoint.themeIds,
      kind: 'points',
    });
    wanted.set(clientId, script.at(-1)?.clockAfter ?? 0);
    const person = toPerson(writer, index);
    const client = await connectRawClient({ endpoint: target.endpoint, person, clientId, events: NO_EVENTS });
    clients.push(client);
    for (let at = 0; at < script.length; at += POINTS_PER_MESSAGE) {
      const part = script.slice(at, at + POINTS_PER_MESSAGE);
      client.sendUpdate(Y.mergeUpdates(part.map(({ update }) => update)), at + part.length);
    }
  }
  const leave = () => {
    for (const { socket } of clients) socket.destroy();
  };
  try {
    const [onlooker] = await target.admit(1);
    if (onlooker === undefined) throw new Error('nobody can look at the board');
    return { documentBytes: await whenWhole(target, onlooker, wanted), [Symbol.dispose]: leave };
  } catch (error) {
    leave();
    throw error;
  }
}

async function whenWhole(
  target: RunningTarget,
  onlooker: Entrant,
  wanted: ReadonlyMap<number, number>,
): Promise<number> {
  for (;;) {
    const { clocks, answerBytes } = await readClocks(target.endpoint, onlooker);
    if ([...wanted].every(([clientId, clock]) => (clocks.get(clientId) ?? 0) >= clock)) return answerBytes;
    await sleep(LOOK_AGAIN_MS);
  }
}
