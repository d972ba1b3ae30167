import type { WebSocket } from 'ws';
import { roundTrip } from './held-keepalives.ts';

/**
 * The close code by which the server refuses what was sent on this socket just now. The server
 * judges frames in the order in which they come, before it answers a ping that was sent after
 * them: once that is answered they are taken, and this fails. Not for frames that wait because the
 * sender's rights are being asked for again.
 */
export async function refusalOn(socket: WebSocket, closed: Promise<number>): Promise<number> {
  const isTaken = await roundTrip(socket).then(
    () => true,
    // It ended first.
    () => false,
  );
  if (isTaken) throw new Error('nothing was refused: the server took what was sent, and answered what came after it');
  return closed;
}
