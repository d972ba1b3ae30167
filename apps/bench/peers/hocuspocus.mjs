// `@hocuspocus/server` on a free port, which it prints. Its argument is its `flushDelay` in ms;
// without one, its own default.
import { Server } from '@hocuspocus/server';

const flushDelay = process.argv[2];
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  ...(flushDelay === undefined ? {} : { flushDelay: Number(flushDelay) }),
});
await server.listen();
process.stdout.write(`port ${server.address.port}\n`);
