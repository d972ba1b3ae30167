import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import pg from 'pg';
import type { LinkEvents, LinkMessage, OpenLink } from './linked-fanout.ts';

/**
 * NOTIFY takes fewer than 8,000 bytes: four characters for each three of ours, and some for the
 * place.
 */
const INLINE_BYTES = 5_980;
/** Larger ones are read by so many at a time. */
const READ_AT_ONCE = 4;
/**
 * Small messages wait in memory behind a large one that is being read. A node that falls further
 * behind starts anew.
 */
const MAX_UNREAD_BYTES = 64 * 1_048_576;
const CLEAN_INTERVAL_MS = 60_000;
const TERMINATE_TIMEOUT_MS = 3_000;

/** A message as NOTIFY brings it. */
type Arrived =
  | { readonly channel: string; readonly bytes: Uint8Array }
  | { readonly channel: string; readonly storedId: string };

type Backend = { readonly pid: number; readonly startedAt: string };

/**
 * Links over LISTEN and NOTIFY. What a NOTIFY cannot hold is stored in the table `fanout_payload`
 * by the statement that tells its number; whoever hears the number reads it, and what came after it
 * waits.
 */
export function createPostgresLinks(connectionString: string): OpenLink {
  let previous: Backend | null = null;

  return async (events, signal) => {
    // Our own, so that a link to a server that answers no more can be let go of at once.
    const socket = new Socket();
    signal.addEventListener('abort', () => socket.destroy());
    const client = new pg.Client({
      connectionString,
      application_name: 'gongyi fan-out',
      keepAlive: true,
      stream: () => socket,
    });
    client.on('error', events.onBroken);
    client.on('end', () => events.onBroken(new Error('the connection to PostgreSQL ended')));
    await client.connect();
    // Nobody needs these messages after a crash: no commit has to wait for the disk.
    await client.query('SET synchronous_commit = off');
    if (previous !== null) await terminate(client, previous);
    const own = await readBackend(client);
    previous = own;

    /** From the name that LISTEN knows to ours. */
    const channelOf = new Map<string, string>();
    const query = inTurn(client);
    const reader = createReader(async (ids) => {
      const { rows } = await query<{ id: string; payload: Buffer }>({
        name: 'gongyi_read',
        text: 'SELECT id::text, payload FROM fanout_payload WHERE id = ANY($1::bigint[])',
        values: [ids],
      });
      return new Map(rows.map(({ id, payload }) => [id, payload]));
    }, events);
    client.on('notification', ({ channel: name, payload = '', processId }) => {
      const channel = channelOf.get(name);
      if (channel === undefined) return;
      const arrived = parseNotification(channel, payload);
      // Large ones of one's own are not read back, only to be dropped.
      if (arrived !== null && !('storedId' in arrived && processId === own.pid)) reader.add(arrived);
    });

    let cleanedAt = Number.NEGATIVE_INFINITY;
    async function clean() {
      const now = performance.now();
      if (now - cleanedAt < CLEAN_INTERVAL_MS) return;
      cleanedAt = now;
      await query({ text: `DELETE FROM fanout_payload WHERE created_at < now() - interval '1 minute'` });
    }

    return {
      async listen(channels) {
        for (const channel of channels) channelOf.set(nameOf(channel), channel);
        await query({ text: channels.map((channel) => `LISTEN ${nameOf(channel)}`).join(';') });
      },
      async unlisten(channels) {
        await query({ text: channels.map((channel) => `UNLISTEN ${nameOf(channel)}`).join(';') });
        for (const channel of channels) channelOf.delete(nameOf(channel));
      },
      async send(messages) {
        await query({ name: 'gongyi_notify', text: NOTIFY, values: notifyValues(messages) });
        await clean();
      },
      end: () => client.end(),
    };
  };
}

/** One query at a time: what was asked for meanwhile waits its turn. */
function inTurn(client: pg.Client) {
  let last: Promise<unknown> = Promise.resolve();
  return <Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>> => {
    const mine = last.then(() => client.query<Row>(config));
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Sends all of it in order. Equal notifications of one transaction become one, hence the place in
 * each.
 *
 * The numbers of stored ones are drawn in a step of its own (MATERIALIZED), because INSERT …
 * RETURNING cannot say which row had which place.
 */
const NOTIFY = `
  WITH message AS MATERIALIZED (
    SELECT place, channel, inline, large,
           CASE WHEN large IS NOT NULL THEN nextval(pg_get_serial_sequence('fanout_payload', 'id')) END AS id
    FROM unnest($1::text[], $2::text[], $3::bytea[]) WITH ORDINALITY AS given (channel, inline, large, place)
  ), stored AS (
    INSERT INTO fanout_payload (id, payload) SELECT id, large FROM message WHERE large IS NOT NULL
  )
  SELECT count(pg_notify(channel, COALESCE(inline, '@' || id)))
  FROM (SELECT * FROM message ORDER BY place) AS ordered`;

function notifyValues(messages: readonly LinkMessage[]) {
  const buffers = messages.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  return [
    messages.map(({ channel }) => nameOf(channel)),
    buffers.map((buffer, place) => (buffer.length > INLINE_BYTES ? null : `${place}.${buffer.toString('base64')}`)),
    buffers.map((buffer) => (buffer.length > INLINE_BYTES ? buffer : null)),
  ];
}

function parseNotification(channel: string, payload: string): Arrived | null {
  if (payload.startsWith('@')) return { channel, storedId: payload.slice(1) };
  const dot = payload.indexOf('.');
  return dot < 0 ? null : { channel, bytes: Buffer.from(payload.slice(dot + 1), 'base64') };
}

const NONE: ReadonlyMap<string, Buffer> = new Map();

/** Hands on what arrives, in order, also when some of it has to be read first. */
function createReader(readPayloads: (ids: string[]) => Promise<ReadonlyMap<string, Buffer>>, events: LinkEvents) {
  let unread: Arrived[] = [];
  let unreadBytes = 0;
  let isReading = false;

  async function readAll() {
    isReading = true;
    while (unread.length > 0) {
      // More arrives while these are read.
      const [ids, count] = nextToRead(unread);
      const payloads = ids.length === 0 ? NONE : await readPayloads(ids);
      for (const message of unread.splice(0, count)) {
        if ('bytes' in message) unreadBytes -= message.bytes.length;
        const bytes = 'bytes' in message ? message.bytes : payloads.get(message.storedId);
        if (bytes !== undefined) events.onMessage(message.channel, bytes);
      }
      // Read too late, or emptied by a crash of PostgreSQL.
      if (payloads.size < ids.length) events.onLoss();
    }
    isReading = false;
  }

  return {
    add(message: Arrived) {
      if (!isReading && 'bytes' in message) return events.onMessage(message.channel, message.bytes);
      unread.push(message);
      if ('bytes' in message) unreadBytes += message.bytes.length;
      if (unreadBytes > MAX_UNREAD_BYTES) {
        unread = [];
        unreadBytes = 0;
        events.onBroken(new Error('this node reads messages too slowly'));
      } else if (!isReading) readAll().catch(events.onBroken);
    },
  };
}

/** The first stored ones, and how many messages there are before the next stored one after them. */
function nextToRead(unread: readonly Arrived[]): [ids: string[], count: number] {
  const ids: string[] = [];
  for (const [index, message] of unread.entries()) {
    if (!('storedId' in message)) continue;
    if (ids.length === READ_AT_ONCE) return [ids, index];
    ids.push(message.storedId);
  }
  return [ids, unread.length];
}

/** LISTEN takes 63 bytes and folds case. */
function nameOf(channel: string): string {
  return `gongyi_${createHash('sha256').update(channel).digest('hex').slice(0, 40)}`;
}

async function readBackend(client: pg.Client): Promise<Backend> {
  const { rows } = await client.query<Backend>(
    `SELECT pid, backend_start::text AS "startedAt" FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
  );
  const [backend] = rows;
  if (backend === undefined) throw new Error('PostgreSQL does not say which connection this is');
  return backend;
}

/**
 * Ends the backend of the link that broke, if PostgreSQL does not know yet that it did: it may
 * still be about to send, and what is sent now must not come before that. By its start too, because
 * another may have its number by now.
 */
async function terminate(client: pg.Client, { pid, startedAt }: Backend): Promise<void> {
  await client
    .query('SELECT pg_terminate_backend(pid, $3) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2', [
      pid,
      startedAt,
      TERMINATE_TIMEOUT_MS,
    ])
    // Not allowed, or not known before PostgreSQL 14: then it is as good as it was.
    .catch(() => undefined);
}
