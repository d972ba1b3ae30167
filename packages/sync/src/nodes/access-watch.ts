import type { IncomingHttpHeaders } from 'node:http';
import { CLOSE_CODES } from '@gongyi/domain';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Connection } from '../connection.ts';
import type { SyncMetrics } from '../metrics.ts';
import type { Access, Authorise, Fanout, SyncLogger } from '../ports.ts';
import type { SyncTiming } from '../timing.ts';
import { createNodeChannel } from './node-channel.ts';
import { createRetriedWork } from './retried-work.ts';

/**
 * Closes connections whose access is withdrawn, and gives the others the rights that they have now,
 * on whichever node that is said and on whichever node they are.
 */
export interface AccessWatch {
  /** To be waited for before anybody is authorised. */
  readonly opened: Promise<void>;
  /**
   * How many times access may have been withdrawn: an answer of `authorise` that is older than the
   * last time does not count.
   */
  readonly withdrawals: number;
  /** Watches a connection that was authorised by these headers. */
  admit(connection: Connection, admission: Admission): void;
  forget(connection: Connection): void;
  closeSession(sessionId: string, code: number): void;
  /** By their `Editor.memberId`. */
  closePerson(memberId: string, code: number): void;
  /**
   * What people may do may have changed: those of the session, or of the person, are authorised
   * again where they are, and only those whose access ended are closed, with the code that says
   * why.
   */
  recheckSession(sessionId: string): void;
  recheckPerson(memberId: string): void;
  recheckSignIn(signInId: string): void;
  /** Of this node only: sign-ins end by themselves too, and where nobody is told. */
  recheckAllSignIns(): void;
  /** Of this node only. */
  closeAll(code: number): void;
  /** Whether another node has ever been heard of. */
  readonly hasHadCompany: boolean;
  readonly otherNodes: number;
  beat(): void;
  gap(): void;
  /** After it nothing is said or heard. */
  close(): void;
}

export type AccessWatchOptions = {
  readonly fanout: Fanout;
  readonly serverId: string;
  readonly authorise: Authorise;
  readonly timing: Pick<SyncTiming, 'firstRetryMs' | 'longestRetryMs'>;
  readonly metrics: Pick<SyncMetrics, 'published' | 'received'>;
  readonly logger: SyncLogger;
};

/**
 * How many are authorised at once when all have to be, which costs little where `authorise` makes
 * one question of many.
 */
const AT_ONCE = 32;

type Admission = {
  readonly sessionId: string;
  readonly headers: IncomingHttpHeaders;
  readonly signInId: string | undefined;
};

export function createAccessWatch(options: AccessWatchOptions): AccessWatch {
  const { fanout, serverId, authorise, timing, metrics, logger } = options;
  const admissions = new Map<Connection, Admission>();
  /** Those to be authorised again. */
  const doubtful = new Set<Connection>();
  const channel = createNodeChannel({ channel: 'gate', fanout, serverId, metrics, logger });
  let withdrawals = 0;
  let hasHadCompany = false;

  function closeThose(code: number, isMeant: IsMeant) {
    withdrawals++;
    for (const [connection, admission] of [...admissions]) {
      if (isMeant(admission, connection)) connection.close(code);
    }
  }

  function withdraw({ what, id, code }: Withdrawal) {
    const isMeant: IsMeant = ({ sessionId, signInId }, { memberId }) =>
      ({ session: sessionId, person: memberId, signIn: signInId })[what] === id;
    if (code === RECHECK) recheckThose(isMeant);
    else closeThose(code, isMeant);
  }

  function recheckThose(isMeant: IsMeant) {
    withdrawals++;
    for (const [connection, admission] of admissions) {
      if (!isMeant(admission, connection)) continue;
      doubtful.add(connection);
      connection.hold();
    }
    if (doubtful.size > 0) asking.ask();
  }

  function withdrawEverywhere(withdrawal: Withdrawal) {
    withdraw(withdrawal);
    channel.publish(() => encode(withdrawal));
  }

  const asking = createRetriedWork({
    async work() {
      const askSome = async () => {
        // Whoever comes to be in doubt meanwhile is at its end.
        for (const connection of doubtful) {
          doubtful.delete(connection);
          try {
            await ask(connection);
          } catch (error) {
            doubtful.add(connection);
            throw error;
          } finally {
            // Also when nobody answers: work goes on while the database is away.
            connection.settle();
          }
        }
      };
      const asked = await Promise.allSettled(Array.from({ length: AT_ONCE }, askSome));
      const failed = asked.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    failure: 'the rights of those who are connected could not be read again',
    timing,
    logger,
  });

  async function ask(connection: Connection) {
    let asked: number;
    let access: Access;
    do {
      const admission = admissions.get(connection);
      if (admission === undefined) return;
      asked = withdrawals;
      access = await authorise(admission.headers, admission.sessionId);
      // An older answer must not take the place of a newer one.
    } while (asked !== withdrawals);
    if (!access.ok) return connection.close(access.closeCode);
    // Their page writes as somebody who they are not any more.
    const isSame = (['memberId', 'personId', 'ownerKey', 'isNameless', 'takesPart'] as const).every(
      (key) => access[key] === connection[key],
    );
    if (!isSame) return connection.close(CLOSE_CODES.rightsChanged);
    connection.changeRights(access);
  }

  // What another node withdrew is not known to this one.
  const recheckAll = () => recheckThose(() => true);

  const opened = channel.open().then(() =>
    channel.start({
      message: (_, payload) => withdraw(decode(payload)),
      missed: () => {
        hasHadCompany = true;
        recheckAll();
      },
      introduced: () => {
        hasHadCompany = true;
      },
      gone: () => undefined,
      introduction: () => new Uint8Array(),
    }),
  );

  return {
    opened,
    get withdrawals() {
      return withdrawals;
    },
    admit: (connection, admission) =>
      void admissions.set(connection, { ...admission, headers: needed(admission.headers) }),
    forget(connection) {
      admissions.delete(connection);
      doubtful.delete(connection);
    },
    closeSession: (id, code) => withdrawEverywhere({ what: 'session', id, code }),
    closePerson: (id, code) => withdrawEverywhere({ what: 'person', id, code }),
    recheckSession: (id) => withdrawEverywhere({ what: 'session', id, code: RECHECK }),
    recheckPerson: (id) => withdrawEverywhere({ what: 'person', id, code: RECHECK }),
    recheckSignIn: (id) => withdrawEverywhere({ what: 'signIn', id, code: RECHECK }),
    recheckAllSignIns() {
      // Nobody is held: as a rule they are in as before.
      for (const [connection, { signInId }] of admissions) if (signInId !== undefined) doubtful.add(connection);
      if (doubtful.size > 0) asking.ask();
    },
    closeAll: (code) => closeThose(code, () => true),
    get hasHadCompany() {
      return hasHadCompany;
    },
    get otherNodes() {
      return channel.others;
    },
    beat: channel.beat,
    gap() {
      recheckAll();
      channel.gap();
    },
    close() {
      channel.close();
      asking.close();
    },
  };
}

/** Those by which somebody is authorised, of all that a browser sends. */
function needed({ cookie, origin, host }: IncomingHttpHeaders): IncomingHttpHeaders {
  return {
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { origin }),
    ...(host === undefined ? {} : { host }),
  };
}

/** In place of a close code: nobody is closed but those whose access ended. */
const RECHECK = 0;

const KINDS = ['session', 'person', 'signIn'] as const;
type Withdrawal = { readonly what: (typeof KINDS)[number]; readonly id: string; readonly code: number };
type IsMeant = (admission: Admission, connection: Connection) => boolean;

function encode({ what, id, code }: Withdrawal): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, what);
  encoding.writeVarString(encoder, id);
  encoding.writeVarUint(encoder, code);
  return encoding.toUint8Array(encoder);
}

function decode(payload: Uint8Array): Withdrawal {
  const decoder = decoding.createDecoder(payload);
  const said = decoding.readVarString(decoder);
  const what = KINDS.find((kind) => kind === said);
  if (what === undefined) throw new Error(`another node withdraws the access of a ${said}`);
  return { what, id: decoding.readVarString(decoder), code: decoding.readVarUint(decoder) };
}
