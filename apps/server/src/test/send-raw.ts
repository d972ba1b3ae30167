import { once } from 'node:events';
import { connect } from 'node:net';

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly body: string };

/**
 * Sends a request just as it is given, with headers that `fetch` would not send; on a connection of
 * its own.
 */
export async function sendRaw(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<RawAnswer> {
  const all = { host: `127.0.0.1:${port}`, connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  await once(socket, 'close');
  const answer = Buffer.concat(chunks).toString('latin1');
  const end = answer.indexOf('\r\n\r\n');
  const [first = '', ...rest] = answer.slice(0, end).split('\r\n');
  const received = new Headers();
  for (const line of rest) received.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  return { status: Number(first.split(' ')[1]), headers: received, body: answer.slice(end + 4) };
}
