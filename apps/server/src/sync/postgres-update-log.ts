import type { StoredDocument, UpdateLog } from '@gongyi/sync';
import type pg from 'pg';

/**
 * The log in tables `doc_update` and `doc_snapshot`; its contract is at the port.
 *
 * A row gets its number before it is committed, so a row may appear after one with a greater number. A snapshot is made "up to" a
 * number, and must not pass over such a row: each append holds APPEND_LOCK, shared, from before its first number until its commit,
 * and whoever chooses the number of a snapshot waits until nobody holds it.
 */
export function createPostgresUpdateLog(pool: pg.Pool): UpdateLog {
  async function read(sessionId: string, skipped: 0 | 1, upTo: string | null): Promise<StoredDocument> {
    // One statement, so that no compaction comes between the snapshot and the updates since.
    const { rows } = await pool.query<{ is_snapshot: boolean; data: Buffer }>(
      `WITH start AS (
         SELECT seq, snapshot FROM doc_snapshot WHERE session_id = $1 ORDER BY seq DESC OFFSET $2 LIMIT 1
       )
       SELECT true AS is_snapshot, seq, snapshot AS data FROM start
       UNION ALL
       SELECT false, seq, update FROM doc_update
       WHERE session_id = $1 AND seq > COALESCE((SELECT seq FROM start), 0) AND ($3::bigint IS NULL OR seq <= $3)
       ORDER BY is_snapshot DESC, seq`,
      [sessionId, skipped, upTo],
    );
    const [first] = rows;
    const snapshot = first?.is_snapshot ? new Uint8Array(first.data) : null;
    const updates = rows.slice(snapshot === null ? 0 : 1).map(({ data }) => new Uint8Array(data));
    return { snapshot, updates };
  }

  return {
    load: (sessionId, which = 'newest') => read(sessionId, which === 'newest' ? 0 : 1, null),
    async append(entries) {
      if (entries.length === 0) return;
      await pool.query(
        `INSERT INTO doc_update (session_id, update)
         SELECT session_id, update
         FROM (SELECT pg_advisory_xact_lock_shared($3)) AS held,
              unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS entry (session_id, update, place)
         ORDER BY place`,
        [entries.map(({ sessionId }) => sessionId), entries.map(({ update }) => Buffer.from(update)), APPEND_LOCK],
      );
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
      const snapshot = merge(await read(sessionId, 0, upTo));
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
        return true;
      });
    },
  };
}

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
