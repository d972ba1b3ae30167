import type { DatabaseClient } from '@gongyi/db';
import type { JoinLimiter } from '../auth/join-limiter.ts';
import type { Logger, Notifier, PointReader, SessionGate } from '../ports.ts';
import type { SharedEventReader } from './shared-event-reader.ts';

/** What services work with. */
export type ServiceDeps = {
  readonly prisma: DatabaseClient;
  readonly notifier: Notifier;
  readonly pointReader: PointReader;
  readonly sessionGate: SessionGate;
  readonly eventReader: SharedEventReader;
  readonly joinLimiter: JoinLimiter;
  readonly logger: Logger;
  /** better-auth's own hash, so that its sign-in reads what is written here. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Addresses by which phones in the hall reach this server. */
  readonly origins: () => readonly string[];
  readonly now: () => Date;
};
