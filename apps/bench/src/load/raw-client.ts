import type { Endpoint, Person } from './load-plan.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { createWire, readBody, type Wire } from './wire.ts';

/** One person of the load: a socket that speaks the protocol and has no document. */
export interface RawClient {
  readonly person: Person;
  readonly socket: RawSocket;
  /** Bytes of the document as it was sent to this one. */
  readonly answerBytes: number;
  sendCursor(clock: number): void;
  /**
   * `number` is that of the last edit in it, counted from the connection's first: what is
   * acknowledged is told by it.
   */
  sendUpdate(update: Uint8Array, number: number): void;
}

export type RawClientEvents = {
  /** Only for observers; `body` is valid during the call only. */
  readonly onAwareness: (body: Uint8Array) => void;
  readonly onUpdate: (update: Uint8Array) => void;
  /** All edits up to this one are durable. */
  readonly onAcknowledged: (number: number) => void;
  readonly onLost: (code: number | null) => void;
};

export type RawClientOptions = {
  readonly endpoint: Endpoint;
  readonly person: Person;
  readonly clientId: number;
  readonly events: RawClientEvents;
};

/** The clock of the state that is sent on arrival. Cursors count on from it. */
export const ARRIVAL_CLOCK = 1;

/**
 * Resolves when the server has sent all of the document. Rejects when it refuses or hangs up
 * before.
 */
export function connectRawClient({ endpoint, person, clientId, events }: RawClientOptions): Promise<RawClient> {
  const { host, port, path, wire: wireName, room } = endpoint;
  const wire = createWire(wireName, room);
  const state = cursorStates(person);
  const sentOften = !person.isObserver && !(person.isWriter && wire.mark !== null);

  return new Promise((resolve, reject) => {
    let socket: RawSocket;
    let isReady = false;
    let hasAnswered = false;
    let answerBytes = 0;

    function onMessage(payload: Uint8Array, bytes: number): void {
      // From now on there is nothing in it that this one needs.
      if (sentOften && isReady && hasAnswered) return;
      const message = wire.read(payload);
      switch (message.kind) {
        case 'request':
          hasAnswered = true;
          socket.send(wire.emptyAnswer());
          return;
        case 'answer':
          answerBytes = bytes;
          if (person.isObserver) events.onUpdate(readBody(payload, message.bodyAt));
          if (isReady) return;
          isReady = true;
          resolve(client);
          return;
        case 'update':
          if (person.isObserver) events.onUpdate(readBody(payload, message.bodyAt));
          return;
        case 'awareness':
          if (person.isObserver) events.onAwareness(readBody(payload, message.bodyAt));
          return;
        case 'acknowledged':
          events.onAcknowledged(message.mark);
          return;
        case 'other':
          return;
      }
    }

    const client: RawClient = {
      person,
      get socket() {
        return socket;
      },
      get answerBytes() {
        return answerBytes;
      },
      sendCursor: (clock) => socket.send(wire.awareness(clientId, clock, state(clock))),
      sendUpdate(update, number) {
        socket.send(wire.update(update));
        // After each edit, as a page does it.
        if (wire.mark !== null) socket.send(wire.mark(number));
      },
    };

    openRawSocket({
      host,
      port,
      path,
      headers: person.headers,
      keep: person.isObserver ? 'whole' : 'head',
      onOpen(opened) {
        socket = opened;
        for (const message of openingOf(wire, clientId, state(ARRIVAL_CLOCK))) opened.send(message);
      },
      onMessage,
      onClose(code) {
        if (isReady) events.onLost(code);
        else reject(new Error(`the server hung up on ${person.name} before it had sent the document (${code})`));
      },
    }).catch(reject);
  });
}

function openingOf(wire: Wire, clientId: number, state: string): Uint8Array[] {
  return wire.opening(wire.awareness(clientId, ARRIVAL_CLOCK, state));
}

/** What a page of ours tells about its person, with the cursor wandering about. */
function cursorStates({ personId, name }: Person): (clock: number) => string {
  const person = JSON.stringify({ id: personId, name, unit: '石桥村' });
  return (clock) => `{"person":${person},"cursor":{"x":${(clock * 37) % 4_000},"y":${(clock * 23) % 2_400}}}`;
}
