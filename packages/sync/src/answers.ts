import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import { answerFrame, updateFrame } from './protocol.ts';
import { createSharedFrame, type SharedFrame } from './shared-frame.ts';

/**
 * Answers "send me what I lack". A hall that joins at once asks for the same whole document many
 * times: it is encoded once, and what was changed since goes before it as one more update, so that
 * nobody is told "that was all" before it was.
 *
 * Only so many are answered in one turn of the event loop, in the order in which they asked;
 * between turns edits go on.
 */
export interface Answers {
  /** Throws when the state vector cannot be read. */
  request(connection: Connection, stateVector: Uint8Array): void;
  forget(connection: Connection): void;
  /** Lets go of the encoded document when nobody has asked since the last call. */
  tidy(): void;
  dispose(): void;
}

/** What was changed since the document was encoded; more, and it is encoded anew. */
const MAX_TAIL_BYTES = 65_536;

type JoinState = { readonly answer: SharedFrame; tail: Uint8Array[]; tailFrame: SharedFrame | null; wasUsed: boolean };

export function createAnswers(doc: Y.Doc, perTurn: number): Answers {
  const waiting: (readonly [connection: Connection, stateVector: Uint8Array])[] = [];
  let join: JoinState | null = null;
  let tailBytes = 0;
  let answered = 0;
  let nextTurn: NodeJS.Immediate | undefined;

  function onUpdate(update: Uint8Array) {
    if (join === null) return;
    tailBytes += update.length;
    if (tailBytes > MAX_TAIL_BYTES) join = null;
    else {
      join.tail.push(update);
      join.tailFrame = null;
    }
  }
  doc.on('update', onUpdate);

  function joinState(): JoinState {
    if (join === null) {
      tailBytes = 0;
      join = { answer: createSharedFrame(answerFrame(doc, NOTHING)), tail: [], tailFrame: null, wasUsed: true };
    }
    join.wasUsed = true;
    return join;
  }

  function answer(connection: Connection, stateVector: Uint8Array) {
    if (!isNothing(stateVector)) return connection.sendAnswer(createSharedFrame(answerFrame(doc, stateVector)));
    const state = joinState();
    if (state.tail.length > 0) {
      if (state.tail.length > 1) state.tail = [Y.mergeUpdates(state.tail)];
      const [tail] = state.tail;
      if (tail !== undefined) state.tailFrame ??= createSharedFrame(updateFrame(tail));
      if (state.tailFrame !== null) connection.sendShared(state.tailFrame);
    }
    connection.sendAnswer(state.answer);
  }

  function work() {
    nextTurn = undefined;
    answered = 0;
    for (const [connection, stateVector] of waiting.splice(0, perTurn)) {
      answered++;
      answer(connection, stateVector);
    }
    if (answered > 0) nextTurn = setImmediate(work);
  }

  return {
    request(connection, stateVector) {
      // Read here, so that what is wrong with it is its sender's.
      Y.decodeStateVector(stateVector);
      nextTurn ??= setImmediate(work);
      if (waiting.length > 0 || answered >= perTurn) {
        waiting.push([connection, stateVector]);
        return;
      }
      answered++;
      answer(connection, stateVector);
    },
    forget(connection) {
      const index = waiting.findIndex(([asker]) => asker === connection);
      if (index !== -1) waiting.splice(index, 1);
    },
    tidy() {
      if (join?.wasUsed) join.wasUsed = false;
      else join = null;
    },
    dispose() {
      doc.off('update', onUpdate);
      clearImmediate(nextTurn);
    },
  };
}

const NOTHING = Uint8Array.of(0);

function isNothing(stateVector: Uint8Array): boolean {
  return stateVector.length === 1 && stateVector[0] === 0;
}
