import type { DatabaseClient } from '@gongyi/db';
import type { Clock } from '@gongyi/domain';
import type { DeviceCookies } from './devices/device-cookies.ts';
import type { JoinLimiter } from './guesses/join-limiter.ts';
import type { Lookups } from './lookups.ts';
import type { DocumentKeeper, HallReader, Logger, Notifier, PointReader, PointWriter, SessionGate } from './ports.ts';
import type { SessionLanes } from './session-lanes.ts';
import type { SharedEventReader } from './shared-event-reader.ts';

/** What services work with. */
export type ServiceDeps = {
  readonly prisma: DatabaseClient;
  readonly lookups: Lookups;
  readonly notifier: Notifier;
  readonly pointReader: PointReader;
  readonly pointWriter: PointWriter;
  readonly documentKeeper: DocumentKeeper;
  readonly hallReader: HallReader;
  readonly sessionGate: SessionGate;
  readonly eventReader: SharedEventReader;
  readonly devices: DeviceCookies;
  readonly joinLimiter: JoinLimiter;
  readonly lanes: SessionLanes;
  readonly logger: Logger;
  /** better-auth's own hash, so that its sign-in reads what is written here. */
  readonly hashPassword: (password: string) => Promise<string>;
  /**
   * What nobody can make of these texts but who has the installation's secret: 256 bits, base64url.
   */
  readonly derivedKey: (label: string, ...texts: readonly string[]) => string;
  /** Addresses by which phones in the hall reach this server. */
  readonly origins: () => readonly string[];
  readonly now: Clock;
};
