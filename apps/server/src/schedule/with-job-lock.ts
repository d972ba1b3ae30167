import type { Database } from '@gongyi/db';

/** Any number that no other two-part advisory lock of this database begins with. */
const JOB_LOCKS = 4_711_003;

export type JobLock = {
  /** Rejects when the lock is lost: its connection broke, and another server may have it. */
  confirm(): Promise<void>;
};

/**
 * Does `work` unless another server on this database is at the same job; then nothing is done. The
 * lock belongs to a connection, which is held as long as `work` runs or until `gaveUp`: it ends
 * with the server that has it, however that dies, and no row says that anything is under way.
 */
export async function withJobLock(
  pool: Database['pool'],
  { jobName, gaveUp, work }: { jobName: string; gaveUp: AbortSignal; work: (lock: JobLock) => Promise<void> },
): Promise<void> {
  const client = await pool.connect();
  let isHeld = true;
  // A connection that failed, or that `work` still thinks it has, is not given back: the lock ends
  // with it.
  const release = (failure?: Error) => {
    if (isHeld) client.release(failure);
    isHeld = false;
  };
  const giveUp = () => release(new Error(`${jobName} did not end in time`));
  gaveUp.addEventListener('abort', giveUp);
  try {
    const { rows } = await client.query<{ isMine: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS "isMine"',
      [JOB_LOCKS, jobName],
    );
    if (rows[0]?.isMine === true) {
      await work({
        async confirm() {
          if (!isHeld) throw new Error('the lock was given up');
          await client.query('SELECT 1');
        },
      });
      if (isHeld) await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [JOB_LOCKS, jobName]);
    }
    release();
  } catch (error) {
    release(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    gaveUp.removeEventListener('abort', giveUp);
  }
}
