import type { Connection } from '../connection.ts';
import type { SharedFrame } from '../shared-frame.ts';
import { editorOf } from './editor-of.ts';
import { RIGHTS } from './rights.ts';

/** Somebody of whom the test says how much is still before them to read. */
export type FakeConnection = Connection & { readonly sent: SharedFrame[]; backlogBytes: number };

export function fakeConnection(): FakeConnection {
  const sent: SharedFrame[] = [];
  const sendShared = (frame: SharedFrame) => void sent.push(frame);
  return {
    ...editorOf('somebody', RIGHTS.participant),
    sent,
    backlogBytes: 0,
    send: () => undefined,
    sendShared,
    changeRights: () => undefined,
    hold: () => undefined,
    settle: () => undefined,
    charge: () => undefined,
    sendAnswer: sendShared,
    close: () => undefined,
    keepAlive: () => undefined,
  };
}
