import type { Duplex } from 'node:stream';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import type { RawData, WebSocket } from 'ws';
import type { Editor } from './ports.ts';
import type { RateGate } from './rate-gate.ts';
import type { SharedFrame } from './shared-frame.ts';

/**
 * A reader that has this much waiting is not keeping up; it would grow the server's memory, so it
 * is cut off.
 */
export const MAX_BUFFERED_BYTES = 8 * 1_048_576;

const HELD_AT_MOST_MS = 10_000;

/**
 * One person's socket in one room. Nothing is received or sent once it has been closed from either
 * side.
 */
export interface Connection extends Editor {
  /** And names. What was read before the call was judged by those before. */
  changeRights(changed: Pick<Editor, 'rights' | 'names'>): void;
  /**
   * Its rights are being asked for again: until `settle`, what it sends waits, so that nobody is
   * refused for doing what they may do since a moment ago. Not for longer than HELD_AT_MOST_MS:
   * work goes on when the answer does not come.
   */
  hold(): void;
  /** A call without `hold` does nothing. */
  settle(): void;
  /** Sends a frame, or cuts the connection off when the other side does not read. */
  send(frame: Uint8Array): void;
  /** Like `send`, for what many are sent. */
  sendShared(frame: SharedFrame): void;
  /** Like `sendShared`, for an answer that may be larger than all that a slow reader is allowed. */
  sendAnswer(frame: SharedFrame): void;
  /**
   * Counts what a frame of it costs here beside being read, as so many frames of key presses, for
   * all connections of the person.
   */
  charge(frames: number): void;
  /** What was sent and not yet read by the other side, as far as this side knows. */
  readonly backlogBytes: number;
  /** Says why and hangs up. A second call does nothing. */
  close(code: number): void;
  /**
   * Pings; cuts the connection off when it was listened to and nothing was heard since the last
   * ping.
   */
  keepAlive(frame: Uint8Array): void;
}

export type ConnectionEvents = {
  readonly onFrame: (connection: Connection, frame: Uint8Array) => void;
  readonly onRightsChanged: (connection: Connection) => void;
  /** Called once, at the moment when either side closes or the network breaks. */
  readonly onGone: (connection: Connection) => void;
};

/**
 * In frames as a key press makes them. What a large one costs to take apart and to judge grows with
 * its bytes.
 */
function costOf(data: RawData): number {
  const bytes = data instanceof Buffer ? data.length : LIMITS.syncMessageBytes;
  return 1 + bytes / LIMITS.syncBytesPerFrame;
}

/**
 * Bytes that may be on their way to become a message: a whole one, and what was read from the
 * network with it. Beyond that they count by themselves: a message may come in a million pieces,
 * and pieces with nothing in them come to none.
 */
const UNFINISHED_BYTES = LIMITS.syncMessageBytes + 131_072;
/** At most, of what stands before a frame's content. */
const HEADER_BYTES = 14;

type Frame = { readonly data: RawData; readonly isBinary: boolean };

/** `wire` is the socket beneath `socket`, `gate` the one of all connections of the person. */
export function createConnection(
  socket: WebSocket,
  wire: Duplex,
  editor: Editor,
  gate: RateGate,
  events: ConnectionEvents,
): Connection {
  let gone = false;
  let { rights, names } = editor;
  /**
   * Since the last ping, a pong or a message: the pong may wait behind much that is read slowly.
   */
  let wasHeard = true;
  let allowedBytes = MAX_BUFFERED_BYTES;
  let holdTimer: NodeJS.Timeout | undefined;
  let isThrottled = false;
  /** Read from the network, and what of it is of frames that were counted. */
  let [readBytes, countedBytes] = [0, 0];
  /**
   * What had been read from the network when it was held, or was to be read more slowly: a few
   * thousand small frames come at once.
   */
  let held: Frame[] = [];

  function leave() {
    if (gone) return;
    gone = true;
    clearTimeout(holdTimer);
    holdTimer = undefined;
    held = [];
    // Whoever is not read cannot say goodbye.
    if (socket.isPaused) socket.resume();
    events.onGone(connection);
  }

  function read({ data, isBinary }: Frame) {
    // Frames that were on their way when the server hung up still arrive.
    if (gone) return;
    charge(costOf(data));
    if (isBinary && data instanceof Buffer) events.onFrame(connection, data);
    else connection.close(CLOSE_CODES.malformed);
  }

  function charge(frames: number) {
    const waitMs = gate.take(performance.now(), frames);
    if (waitMs === 0 || isThrottled || gone) return;
    isThrottled = true;
    // What is not read waits at the sender, and costs nothing here.
    socket.pause();
    setTimeout(() => {
      isThrottled = false;
      // Its answers to the last pings were not read either.
      wasHeard = true;
      readOn();
    }, waitMs);
  }

  /** A frame is whole. */
  function count(contentBytes: number) {
    countedBytes = Math.min(readBytes, countedBytes + contentBytes + HEADER_BYTES);
  }

  function onBytes({ length }: Buffer) {
    readBytes += length;
    const uncounted = readBytes - countedBytes - UNFINISHED_BYTES;
    if (uncounted <= 0) return;
    countedBytes += uncounted;
    charge(uncounted / LIMITS.syncBytesPerFrame);
  }

  const mayRead = () => !isThrottled && holdTimer === undefined;

  function readOn() {
    let done = 0;
    for (; done < held.length && mayRead(); done++) {
      const frame = held[done];
      if (frame !== undefined) read(frame);
    }
    held = held.slice(done);
    if (held.length === 0 && mayRead()) socket.resume();
  }

  /** False when it is gone; cuts it off when it is hopelessly behind. */
  function mayStillSend(): boolean {
    if (gone || socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount <= allowedBytes) return true;
    leave();
    // Not close(): its frame would wait behind everything that is not being read.
    socket.terminate();
    return false;
  }

  const connection: Connection = {
    ...editor,
    get rights() {
      return rights;
    },
    get names() {
      return names;
    },
    changeRights(changed) {
      if (gone) return;
      ({ rights, names } = changed);
      events.onRightsChanged(connection);
    },
    hold() {
      if (gone || holdTimer !== undefined) return;
      holdTimer = setTimeout(connection.settle, HELD_AT_MOST_MS);
      socket.pause();
    },
    settle() {
      if (holdTimer === undefined) return;
      clearTimeout(holdTimer);
      holdTimer = undefined;
      readOn();
    },
    send(frame) {
      if (mayStillSend()) socket.send(frame);
    },
    sendShared({ bytes }) {
      // Past `ws`, which would write a header for each socket. It writes whole frames, and nothing
      // of it is pending.
      if (mayStillSend()) wire.write(bytes);
    },
    sendAnswer(frame) {
      // The first load of a large document must not count as being slow while it is on its way.
      allowedBytes = MAX_BUFFERED_BYTES + frame.bytes.length;
      connection.sendShared(frame);
    },
    charge,
    get backlogBytes() {
      return socket.bufferedAmount;
    },
    close(code) {
      if (gone) return;
      leave();
      socket.close(code);
    },
    keepAlive(frame) {
      if (gone) return;
      if (!wasHeard && !isThrottled) {
        leave();
        socket.terminate();
        return;
      }
      wasHeard = false;
      socket.ping();
      connection.send(frame);
    },
  };

  // Before `ws` reads them.
  wire.prependListener('data', onBytes);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    wasHeard = true;
    count(data instanceof Buffer ? data.length : 0);
    if (mayRead()) read({ data, isBinary });
    else held.push({ data, isBinary });
  });
  socket.on('ping', (data: Buffer) => {
    count(data.length);
    if (gone) return;
    charge(1);
    if (mayStillSend()) socket.pong(data);
  });
  socket.on('pong', (data: Buffer) => {
    wasHeard = true;
    count(data.length);
    charge(1);
  });
  socket.on('close', leave);
  // ws has begun to close by itself (a frame too large, not of WebSocket, a reset); without a
  // listener the process would end.
  socket.on('error', leave);
  // Whoever has sent too much over another connection waits here as well, before anything is read.
  charge(0);
  return connection;
}

/** Of all that one person's connections send. */
export const CONNECTION_PACE = { perSecond: LIMITS.syncFramesPerSecond, burst: LIMITS.syncFramesBurst } as const;

/**
 * For `WebSocketServer`: larger frames are refused before they are read, and nothing is compressed.
 */
export const SOCKET_OPTIONS = {
  maxPayload: LIMITS.syncMessageBytes,
  // Costs memory and CPU for each socket, and our frames are small.
  perMessageDeflate: false,
  // A connection answers pings itself: `ws` would at any pace, and keep the answers for who does
  // not read.
  autoPong: false,
} as const;
