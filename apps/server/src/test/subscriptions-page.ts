import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until } from './until.ts';

type Message = {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: { readonly type?: string; readonly data?: unknown };
  readonly error?: unknown;
};

/** A socket of tRPC, frame by frame: for what the pages' client would not say. Dispose it. */
export async function openSubscriptions({ origin }: { readonly origin: string }, headers = {}) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/trpc`, { headers });
  const messages: Message[] = [];
  const closed: number[] = [];
  let pongs = 0;
  socket.on('message', (data) => {
    if (String(data) === 'PONG') pongs += 1;
    else messages.push(JSON.parse(String(data)));
  });
  socket.on('close', (code) => closed.push(code));
  await once(socket, 'open');
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  const idsOf = (type: string) => messages.filter(({ result }) => result?.type === type).map(({ id }) => id);
  return {
    socket,
    messages,
    /** The code with which it was closed, once it was. */
    closed,
    pongs: () => pongs,
    say,
    start: (path: string, ...ids: readonly unknown[]) =>
      say(ids.map((id) => ({ id, method: 'subscription', params: { path } }))),
    stop: (...ids: readonly unknown[]) => say(ids.map((id) => ({ id, method: 'subscription.stop' }))),
    /** The ids of the subscriptions that began, and of those that ended. */
    started: () => idsOf('started'),
    stopped: () => idsOf('stopped'),
    /** Waits for its first event. */
    async subscribe(path: string) {
      say({ id: 1, method: 'subscription', params: { path } });
      await until(() => {
        if (!messages.some(({ result }) => result?.data === 'started')) throw new Error('it has not started');
      });
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
}

/** The status with which an upgrade is refused; 101 when it is not. */
export async function statusOfUpgrade({ origin }: { readonly origin: string }, headers = {}): Promise<number> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/trpc`, { headers });
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  const status = await Promise.race([once(socket, 'open').then(() => 101), refused]);
  socket.on('error', () => undefined);
  socket.terminate();
  return status;
}
