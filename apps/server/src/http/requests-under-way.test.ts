import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../test/until.ts';
import { watchRequests } from './requests-under-way.ts';

const NEVER_MS = 2 ** 31 - 1;
const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

test('who hangs up is waited for no longer, with all that was asked over the connection', async () => {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  const requests = watchRequests(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(REQUEST.repeat(3));
  await until(() => expect(asked).toBe(3));
  const finished = requests.finished(NEVER_MS);
  socket.destroy();
  await finished;
  await requests.finished(NEVER_MS);
  server.close();
});
