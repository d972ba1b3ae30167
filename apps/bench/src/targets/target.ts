import type { Endpoint, Entrant } from '../load/load-plan.ts';
import type { OpenProvider } from '../load/probe.ts';

/** A server that is measured. */
export interface Target {
  readonly name: string;
  /**
   * What the report says about it: the package and its version, the Node that runs it, what is
   * switched on.
   */
  readonly about: Readonly<Record<string, string>>;
  /** Starts it, empty, in a process of its own. */
  start(): Promise<RunningTarget>;
}

export interface RunningTarget extends AsyncDisposable {
  readonly endpoint: Endpoint;
  /** Where stock clients connect: without the room. */
  readonly probeUrl: string;
  readonly openProvider: OpenProvider;
  readonly pid: number;
  /** The processes of its database; none where it has none. */
  databasePids(): number[];
  /** People who may enter and write. Each call makes new ones. */
  admit(count: number): Promise<Entrant[]>;
  /** What `kill -9` does. Null for a server that keeps nothing. */
  readonly crash: Crash | null;
}

type Crash = {
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  startAgain(): Promise<void>;
};
