import type { UpdateLog } from '@gongyi/sync';
import type pg from 'pg';

/** The log in table `doc_update`; its contract is at the port. */
export function createPostgresUpdateLog(pool: pg.Pool): UpdateLog {
  return {
    async load(sessionId) {
      const { rows } = await pool.query<{ update: Buffer }>(
        'SELECT update FROM doc_update WHERE session_id = $1 ORDER BY seq',
        [sessionId],
      );
      return rows.map(({ update }) => new Uint8Array(update));
    },
    async append(entries) {
      if (entries.length === 0) return;
      await pool.query('INSERT INTO doc_update (session_id, update) SELECT * FROM unnest($1::text[], $2::bytea[])', [
        entries.map(({ sessionId }) => sessionId),
        entries.map(({ update }) => Buffer.from(update)),
      ]);
    },
  };
}
