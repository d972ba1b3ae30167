import { acknowledgementFrame, MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { messageSync, type WebsocketProvider } from 'y-websocket';

export type Receipts = {
  /** Resolves true when all that was written before is committed on the server, false when the connection ends first. */
  request(): Promise<boolean>;
  /** Ends every request that is open with false. */
  abandon(): void;
};

/**
 * Asks the server for acknowledgements (packages/sync/SPEC.md, DU5): a mark is sent after what was written, and comes back once all
 * before it is committed. A server that knows no marks never answers, so nothing is ever wrongly confirmed.
 */
export function createReceipts(provider: WebsocketProvider | null): Receipts {
  type Receipt = (stored: boolean) => void;
  /** Not asked for yet. */
  let waiting: Receipt[] = [];
  /** One batch for each mark that is under way. */
  let asked = new Map<number, Receipt[]>();
  let lastMark = 0;
  /** Whether the server has been told, on this connection, what it lacked. A mark before that would say nothing of it. */
  let answered = false;

  function ask(): void {
    if (provider === null || !answered || waiting.length === 0) return;
    lastMark++;
    provider.ws?.send(acknowledgementFrame(lastMark));
    asked.set(lastMark, waiting);
    waiting = [];
  }

  function stored(mark: number): void {
    for (const [sent, receipts] of asked) {
      if (sent > mark) continue;
      asked.delete(sent);
      for (const receipt of receipts) receipt(true);
    }
  }

  function abandon(): void {
    const lost = [...[...asked.values()].flat(), ...waiting];
    asked = new Map();
    waiting = [];
    answered = false;
    for (const receipt of lost) receipt(false);
  }

  const readSync = provider?.messageHandlers[messageSync];
  if (provider !== null && readSync !== undefined) {
    provider.messageHandlers[messageSync] = (encoder, decoder, from, emitSynced, messageType) => {
      const kind = decoder.arr[decoder.pos];
      readSync(encoder, decoder, from, emitSynced, messageType);
      if (kind !== messageYjsSyncStep1) return;
      const socket = from.ws;
      // What `readSync` wrote is sent when this handler returns; our mark must come after it.
      queueMicrotask(() => {
        if (socket === null || provider.ws !== socket) return;
        answered = true;
        ask();
      });
    };
    provider.messageHandlers[MESSAGE_ACKNOWLEDGEMENT] = (_encoder, decoder) => stored(readMark(decoder));
    provider.on('connection-close', abandon);
  }

  return {
    request: () =>
      new Promise((resolve) => {
        if (provider === null) return resolve(false);
        waiting.push(resolve);
        ask();
      }),
    abandon,
  };
}
