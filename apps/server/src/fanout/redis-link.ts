import { Redis } from 'ioredis';
import type { OpenLink } from './linked-fanout.ts';

/**
 * Links over PUBLISH and SUBSCRIBE: two connections, because one that subscribes can do nothing
 * else. ioredis is kept from mending them and from queueing while they are broken: that is the
 * linked fan-out's, which knows what was lost.
 */
export function createRedisLinks(url: string, keyPrefix: string): OpenLink {
  const prefix = Buffer.from(keyPrefix);
  const keyOf = (channel: string) => keyPrefix + channel;
  let previous: Clients | null = null;

  return async (events, signal) => {
    const connections = [connect(), connect()] as const;
    const [publisher, subscriber] = connections;
    signal.addEventListener('abort', () => {
      for (const connection of connections) {
        connection.disconnect();
        // By itself it would wait for the other side to agree.
        connection.stream?.destroy();
      }
    });

    function connect(): Redis {
      return new Redis(url, {
        lazyConnect: true,
        retryStrategy: () => null,
        enableOfflineQueue: false,
        autoResubscribe: false,
        autoResendUnfulfilledCommands: false,
        // The one that every server that speaks Redis knows; RESP3 has nothing that is used here.
        protocol: 2,
        connectionName: 'gongyi-fan-out',
      });
    }

    /** `connect` rejects with no more than "closed"; the reason comes as an event. */
    async function open(connection: Redis): Promise<void> {
      let reason: unknown;
      connection.on('error', (error) => {
        reason = error;
        events.onBroken(withoutCommand(error));
      });
      connection.on('end', () => events.onBroken(new Error('the connection to Redis ended')));
      await connection.connect().catch((error: unknown) => {
        throw withoutCommand(reason ?? error);
      });
    }
    await Promise.all(connections.map(open));

    const clients = await identify(connections);
    // What a broken link may still be about to publish must not come after what this one will.
    if (previous !== null && previous.runId === clients?.runId) {
      for (const id of previous.ids) await publisher.client('KILL', 'ID', id).catch(() => undefined);
    }
    previous = clients;

    subscriber.on('messageBuffer', (key: Buffer, message: Buffer) => {
      events.onMessage(key.toString('utf8', prefix.length), message);
    });

    return {
      async listen(channels) {
        await subscriber.subscribe(...channels.map(keyOf)).catch(rethrow);
      },
      async unlisten(channels) {
        await subscriber.unsubscribe(...channels.map(keyOf)).catch(rethrow);
      },
      async send(messages) {
        const pipeline = publisher.pipeline();
        for (const { channel, bytes } of messages) {
          pipeline.publish(keyOf(channel), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
        }
        const results = (await pipeline.exec().catch(rethrow)) ?? [];
        const failure = results.find(([error]) => error !== null)?.[0];
        if (failure) throw withoutCommand(failure);
      },
      async end() {
        await Promise.all(connections.map((connection) => connection.quit()));
      },
    };
  };
}

/**
 * A Redis that was started again gives the same numbers to others: hence the id of the run. Null
 * where some of it is not allowed.
 */
type Clients = { readonly runId: string; readonly ids: readonly number[] };

async function identify(connections: readonly Redis[]): Promise<Clients | null> {
  try {
    const ids = await Promise.all(connections.map((connection) => connection.client('ID')));
    const runId = /^run_id:(\w+)/m.exec((await connections[0]?.info('server')) ?? '')?.[1];
    return runId === undefined ? null : { runId, ids };
  } catch {
    return null;
  }
}

/**
 * Errors of ioredis hold the command that failed, with its arguments: that of AUTH is the password.
 */
function withoutCommand(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : String(error));
}

function rethrow(error: unknown): never {
  throw withoutCommand(error);
}
