// `@y/websocket-server` as its own starter runs it, on a free port, which it prints.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setupWSConnection } from '@y/websocket-server/utils';

// The version of ws that the package itself brings.
const { Server } = createRequire(import.meta.resolve('@y/websocket-server/utils'))('ws');
const http = createServer((_request, response) => response.end('okay'));
const webSockets = new Server({ noServer: true });
webSockets.on('connection', setupWSConnection);
http.on('upgrade', (request, socket, head) => {
  webSockets.handleUpgrade(request, socket, head, (ws) => webSockets.emit('connection', ws, request));
});
http.listen(0, '127.0.0.1', () => process.stdout.write(`port ${http.address().port}\n`));
