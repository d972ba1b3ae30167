import type { Database } from '@gongyi/db';

/** Any number that nothing else in this database uses for advisory locks. */
const DEMO_LOCK = 4_711_002;

/**
 * Of all servers on this database, one at a time does the work. Free again when the server that
 * holds it dies.
 */
export async function withDemoLock<T>(pool: Database['pool'], work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [DEMO_LOCK]);
    return await work();
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [DEMO_LOCK]).catch((error: Error) => {
      failure ??= error;
    });
    // A connection that failed is not given back: the lock ends with it.
    client.release(failure);
  }
}
