import { LIMITS } from '@gongyi/domain';
import type { ClientOwner, LoadFrom, StoredDocument, UpdateLog } from '@gongyi/sync';
import type pg from 'pg';
import { REMOVED_COLUMNS, removedRows } from './removed-rows.ts';

/**
 * The log in tables `doc_update`, `doc_snapshot`, `doc_client` and `removed_point`; its contract is
 * at the port.
 *
 * A row gets its number before it is committed, so a row may appear after one with a greater
 * number. A snapshot is made "up to" a number, and must not pass over such a row: each append holds
 * APPEND_LOCK, shared, from before its first number until its commit, and whoever chooses the
 * number of a snapshot waits until nobody holds it.
 */
export function createPostgresUpdateLog(pool: pg.Pool): UpdateLog {
  async function read(sessionId: string, from: LoadFrom, last: string | null): Promise<StoredDocument> {
    // One statement, so that no compaction comes between the snapshot and the updates since.
    // Updates are kept from the snapshot before the newest on; who has all up to there needs no
    // snapshot.
    const { rows } = await pool.query<{ kind: number; number: string; data: Buffer | null }>(
      `WITH newest AS (SELECT seq FROM doc_snapshot WHERE session_id = $1 ORDER BY seq DESC LIMIT 1),
       previous AS (SELECT seq FROM doc_snapshot WHERE session_id = $1 ORDER BY seq DESC OFFSET 1 LIMIT 1),
       start AS (
         SELECT $2::bigint AS seq, COALESCE((SELECT seq FROM newest), 0) AS up_to, NULL::bytea AS snapshot
         WHERE $2 >= COALESCE((SELECT seq FROM previous), 0)
         UNION ALL
         SELECT seq, seq, snapshot FROM doc_snapshot
         WHERE session_id = $1
           AND ($2::bigint IS NULL OR $2 < COALESCE((SELECT seq FROM previous), 0))
           AND seq = (SELECT seq FROM newest UNION ALL SELECT seq FROM previous ORDER BY seq DESC OFFSET $3 LIMIT 1)
       )
       SELECT ${SNAPSHOT} AS kind, up_to AS number, snapshot AS data FROM start
       UNION ALL
       SELECT ${UPDATE}, seq, update FROM doc_update
       WHERE session_id = $1 AND seq > COALESCE((SELECT seq FROM start), 0) AND ($4::bigint IS NULL OR seq <= $4)
       UNION ALL
       SELECT ${OWNER}, client_id, convert_to(owner_key, 'UTF8') FROM doc_client WHERE session_id = $1
       ORDER BY kind, number`,
      [sessionId, typeof from === 'object' ? from.since : null, from === 'previous' ? 1 : 0, last],
    );
    const [first] = rows;
    const snapshot = first?.kind === SNAPSHOT && first.data !== null ? new Uint8Array(first.data) : null;
    const updates: Uint8Array[] = [];
    const owners: ClientOwner[] = [];
    for (const { kind, number, data } of rows) {
      if (data === null) continue;
      if (kind === UPDATE) updates.push(new Uint8Array(data));
      if (kind === OWNER) owners.push({ clientId: Number(number), ownerKey: data.toString() });
    }
    return { snapshot, updates, upTo: first?.kind === SNAPSHOT ? Number(first.number) : 0, owners };
  }

  return {
    load: (sessionId, from = 'newest') => read(sessionId, from, null),
    async append(entries) {
      if (entries.length === 0) return;
      const owned = entries.flatMap(({ sessionId, owners = [] }) => owners.map((owner) => ({ sessionId, ...owner })));
      const removed = removedRows(entries);
      const [name, text] = removed === null ? ['append', APPEND] : ['append and keep', APPEND_AND_KEEP];
      await pool.query({
        name,
        text,
        values: [
          entries.map(({ sessionId }) => sessionId),
          entries.map(({ update }) => Buffer.from(update.buffer, update.byteOffset, update.byteLength)),
          APPEND_LOCK,
          owned.map(({ sessionId }) => sessionId),
          owned.map(({ clientId }) => clientId),
          owned.map(({ ownerKey }) => ownerKey),
          ...(removed === null ? [] : [removed]),
        ],
      });
    },
    async compact(sessionId, merge) {
      const upTo = await inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
        const { rows } = await client.query<{ seq: string | null }>(
          `SELECT max(seq) AS seq FROM doc_update
           WHERE session_id = $1
             AND seq > COALESCE((SELECT max(seq) FROM doc_snapshot WHERE session_id = $1), 0)`,
          [sessionId],
        );
        return rows[0]?.seq ?? null;
      });
      if (upTo === null) return false;
      const snapshot = await merge(await read(sessionId, 'newest', upTo));
      if (snapshot === null) return false;
      return inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [COMPACT_LOCK, sessionId]);
        const { rows } = await client.query<{ seq: string | null }>(
          'SELECT max(seq) AS seq FROM doc_snapshot WHERE session_id = $1',
          [sessionId],
        );
        const previous = rows[0]?.seq ?? '0';
        if (BigInt(previous) >= BigInt(upTo)) return false;
        await client.query('INSERT INTO doc_snapshot (session_id, seq, snapshot) VALUES ($1, $2, $3)', [
          sessionId,
          upTo,
          Buffer.from(snapshot),
        ]);
        await client.query('DELETE FROM doc_update WHERE session_id = $1 AND seq <= $2', [sessionId, previous]);
        await client.query('DELETE FROM doc_snapshot WHERE session_id = $1 AND seq < $2', [sessionId, previous]);
        await client.query(
          `DELETE FROM removed_point WHERE session_id = $1 AND point_id IN (
             SELECT point_id FROM removed_point WHERE session_id = $1 ORDER BY removed_at DESC, point_id DESC OFFSET $2)`,
          [sessionId, LIMITS.removedPointsPerSession],
        );
        return true;
      });
    },
  };
}

/** What a row of `load` is. */
const [SNAPSHOT, UPDATE, OWNER] = [0, 1, 2];

/**
 * Owners, and removed points, in one order, or two nodes that learn of the same ones could each
 * wait for the other.
 */
const OWNED = `owned AS (
    INSERT INTO doc_client (session_id, client_id, owner_key)
    SELECT session_id, client_id, owner_key
    FROM unnest($4::text[], $5::bigint[], $6::text[]) WITH ORDINALITY AS owner (session_id, client_id, owner_key, place)
    ORDER BY session_id, client_id, place
    ON CONFLICT DO NOTHING
  )`;
const COLUMNS = Object.keys(REMOVED_COLUMNS);
const TYPED_COLUMNS = Object.entries(REMOVED_COLUMNS).map(([column, type]) => `${column} ${type}`);
const KEPT = `kept AS (
    INSERT INTO removed_point (${COLUMNS})
    SELECT ${COLUMNS}
    FROM jsonb_to_recordset($7::jsonb) AS removed (${TYPED_COLUMNS})
    ORDER BY session_id, point_id
    ON CONFLICT (session_id, point_id) DO UPDATE
    SET (${COLUMNS}) = ROW (${COLUMNS.map((column) => `EXCLUDED.${column}`)})
    WHERE removed_point.removed_at <= EXCLUDED.removed_at
  )`;
const INSERT_UPDATES = `
  INSERT INTO doc_update (session_id, update)
  SELECT session_id, update
  FROM (SELECT pg_advisory_xact_lock_shared($3)) AS held,
       unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS entry (session_id, update, place)
  ORDER BY place`;
const APPEND = `WITH ${OWNED} ${INSERT_UPDATES}`;
/** Apart, so that what deletes nothing costs nothing more. */
const APPEND_AND_KEEP = `WITH ${OWNED}, ${KEPT} ${INSERT_UPDATES}`;

/** Any numbers that nothing else in this database uses for advisory locks. */
const APPEND_LOCK = 4_711_001;
const COMPACT_LOCK = 4_711;

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed is not given back: its transaction ends with it.
    client.release(failure);
  }
}
