import { setTimeout as pause } from 'node:timers/promises';
import type { Job, Schedule } from '@gongyi/api';
import type { Database } from '@gongyi/db';
import type { Clock } from '@gongyi/domain';
import type { FastifyBaseLogger } from 'fastify';
import { type JobLock, withJobLock } from './with-job-lock.ts';

export type PostgresScheduleOptions = {
  readonly pool: Database['pool'];
  readonly clock: Clock;
  readonly logger: Pick<FastifyBaseLogger, 'warn'>;
  /** How long `stop` waits for what is under way. */
  readonly stopWaitsMs?: number;
};

const STOP_WAITS_MS = 5_000;

/**
 * A schedule that keeps nothing of its own: a lock of PostgreSQL for each job lets one server at a
 * time look at it, and the rows say what is due. That each is acted on once does not hang on the
 * lock, which may be lost in the middle, but on `Job.settle`. While a job is looked at, one
 * connection of the pool is taken, beside those that the job uses.
 */
export function createPostgresSchedule(options: PostgresScheduleOptions): Schedule {
  const { pool, clock, logger, stopWaitsMs = STOP_WAITS_MS } = options;
  const stopping = new AbortController();
  const givingUp = new AbortController();
  const running = new Map<string, Promise<void>>();
  let stopped: Promise<void> | undefined;

  async function repeat(job: Job): Promise<void> {
    while (!stopping.signal.aborted) {
      await withJobLock(pool, {
        jobName: job.name,
        gaveUp: givingUp.signal,
        work: (lock) => look(job, lock),
      }).catch((err: unknown) => logger.warn({ err, job: job.name }, 'a job could not be looked at'));
      await pause(job.everyMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** One moment for all of a look: what becomes due meanwhile is the next one's. */
  async function look(job: Job, lock: JobLock): Promise<void> {
    const now = clock();
    const failures: unknown[] = [];
    try {
      for (const id of await job.findDue(now)) {
        if (stopping.signal.aborted) break;
        try {
          await job.settle(id, now);
        } catch (error) {
          failures.push(error);
          // With the database away every row would fail, each after a wait of its own.
          await lock.confirm();
        }
      }
    } finally {
      const [err] = failures;
      // Once for a look, or a row that always fails would fill the log.
      if (failures.length > 0) logger.warn({ err, job: job.name, rows: failures.length }, 'rows could not be acted on');
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    const waited = new AbortController();
    const late = pause(stopWaitsMs, 'late', { signal: waited.signal }).catch(() => undefined);
    const outcome = await Promise.race([Promise.all(running.values()), late]);
    waited.abort();
    if (outcome !== 'late') return;
    logger.warn({ jobs: [...running.keys()] }, 'jobs were left behind in the middle');
    givingUp.abort();
  }

  return {
    start(job) {
      if (running.has(job.name)) throw new Error(`there are two jobs with the name ${job.name}`);
      running.set(
        job.name,
        repeat(job).finally(() => running.delete(job.name)),
      );
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
