import { addPoint, readPoints } from '@gongyi/board';
import { vi } from 'vitest';
import type { Doc } from 'yjs';
import { createKeptEdits, type DeviceStorage } from '../kept-edits.ts';
import { createSessionConnection, type SessionConnection } from '../session-connection.ts';
import { FakeSocket } from './fake-socket.ts';
import { memoryStorage } from './memory-storage.ts';

const ME = { authorId: 'me', author: '张三', unit: '石桥村' } as const;

type PageOptions = {
  readonly storage?: DeviceStorage | null;
  readonly sessionId?: string;
  readonly personId?: string;
  readonly mayWrite?: boolean;
  readonly mayStillWrite?: () => Promise<boolean>;
};

export type TestPage = {
  readonly connection: SessionConnection;
  readonly doc: Doc;
  readonly storage: DeviceStorage | null;
  readonly texts: string[];
  write(text: string): string;
  /** The socket to the server, which has this document and answers whatever was asked. */
  comesOnline(server: Doc): FakeSocket;
  /** As when the tab is closed: nothing more is said to anybody. */
  close(): void;
};

/** Browser globals that the pages of a test listen to. Call `vi.unstubAllGlobals()` afterwards. */
export function stubBrowser(): { readonly window: EventTarget; readonly document: EventTarget } {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', document);
  return { window, document };
}

export function openPage({
  storage = memoryStorage(),
  sessionId = 's1',
  personId = ME.authorId,
  mayWrite = true,
  mayStillWrite = () => Promise.resolve(true),
}: PageOptions = {}): TestPage {
  const kept = createKeptEdits(storage, sessionId, personId);
  const connection = createSessionConnection({ serverUrl: 'ws://server/sync', sessionId, kept, mayStillWrite });
  connection.allow(mayWrite);
  connection.connect();
  let isClosed = false;
  return {
    connection,
    storage,
    get doc() {
      return connection.getSnapshot().doc;
    },
    get texts() {
      return readPoints(connection.getSnapshot().doc).map(({ text }) => text);
    },
    write: (text) => addPoint(connection.getSnapshot().doc, { ...ME, themeId: 't', text, x: 0, y: 0 }),
    comesOnline(server) {
      const socket = FakeSocket.latest();
      socket.accept(server);
      socket.read();
      return socket;
    },
    close() {
      if (!isClosed) connection.dispose();
      isClosed = true;
    },
  };
}

/** Lets run what waits for the end of this turn. */
export async function endOfTurn(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}
