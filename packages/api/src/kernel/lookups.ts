import type { AccountDevice, DatabaseClient, FormerName, Participant, Session } from '@gongyi/db';
import type { ActionCounts } from '@gongyi/domain';
import DataLoader from 'dataloader';

/**
 * What nearly every question begins with, and a whole hall asks at the same moment: when it comes
 * in, and when a stage changes. Whoever asks while others are being answered is looked up when
 * those have been, together with all who asked meanwhile, and with all who ask in the same turn of
 * the event loop. So two hundred people cost a few queries and not four hundred, nobody waits for
 * more than the queries before, and nobody is told what was read before they asked.
 */
export type Lookups = {
  session(id: string): Promise<Session | null>;
  participant(sessionId: string, deviceHash: string): Promise<Participant | null>;
  /** On which an account takes part in an anonymous session; null before it came. */
  accountDevice(sessionId: string, userId: string): Promise<AccountDevice | null>;
  /** By which somebody was known in a campaign before, the newest first: see `FormerName`. */
  formerNames(campaignId: string, personId: string): Promise<readonly FormerName[]>;
  /** Of a campaign, in no order. A theme is never removed: points may name it. */
  themeIds(campaignId: string): Promise<readonly string[]>;
  /** As `listActionPeople` gives them; each open board asks when an action was edited. */
  namedPeople(campaignId: string): Promise<readonly string[]>;
  /**
   * As `countActions` gives them without filters; each open board asks whenever anything happens.
   */
  actionCounts(campaignId: string): Promise<ActionCounts>;
};

type PersonIn = { readonly campaignId: string; readonly personId: string };
type Device = Pick<Participant, 'sessionId' | 'deviceHash'>;
type AccountIn = Pick<AccountDevice, 'sessionId' | 'userId'>;

/** How the ledger reads what boards ask at the same moment: the kernel knows no actions. */
export type LedgerReads = {
  namedPeople(prisma: DatabaseClient, campaignId: string): Promise<readonly string[]>;
  actionCounts(prisma: DatabaseClient, campaignId: string): Promise<ActionCounts>;
};

export function createLookups(prisma: DatabaseClient, ledger: LedgerReads): Lookups {
  const sessions = together<string, Session>(async (ids) => {
    const found = await prisma.session.findMany({ where: { id: { in: [...new Set(ids)] } } });
    const byId = new Map(found.map((session) => [session.id, session]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  const participants = together<Device, Participant>(async (devices) => {
    const sessionIds = new Set(devices.map(({ sessionId }) => sessionId));
    const hashes = new Set(devices.map(({ deviceHash }) => deviceHash));
    // One device may be in several of the sessions: those that nobody asks for are left over.
    const found = await prisma.participant.findMany({
      where: { sessionId: { in: [...sessionIds] }, deviceHash: { in: [...hashes] } },
    });
    const byDevice = new Map(found.map((participant) => [keyOf(participant), participant]));
    return devices.map((device) => byDevice.get(keyOf(device)) ?? null);
  });
  const accountDevices = together<AccountIn, AccountDevice>(async (accounts) => {
    const found = await prisma.accountDevice.findMany({
      where: {
        sessionId: { in: [...new Set(accounts.map(({ sessionId }) => sessionId))] },
        userId: { in: [...new Set(accounts.map(({ userId }) => userId))] },
      },
    });
    const byAccount = new Map(found.map((row) => [accountKeyOf(row), row]));
    return accounts.map((account) => byAccount.get(accountKeyOf(account)) ?? null);
  });
  const themes = together<string, readonly string[]>(async (campaignIds) => {
    const found = await prisma.theme.findMany({
      where: { campaignId: { in: [...new Set(campaignIds)] } },
      select: { id: true, campaignId: true },
    });
    const byCampaign = new Map<string, string[]>(campaignIds.map((campaignId) => [campaignId, []]));
    for (const { id, campaignId } of found) byCampaign.get(campaignId)?.push(id);
    return campaignIds.map((campaignId) => byCampaign.get(campaignId) ?? null);
  });
  const named = together<string, readonly string[]>(async (campaignIds) => {
    const byCampaign = new Map<string, readonly string[]>();
    for (const id of new Set(campaignIds)) byCampaign.set(id, await ledger.namedPeople(prisma, id));
    return campaignIds.map((id) => byCampaign.get(id) ?? null);
  });
  const counts = together<string, ActionCounts>(async (campaignIds) => {
    const byCampaign = new Map<string, ActionCounts>();
    for (const campaignId of new Set(campaignIds)) {
      byCampaign.set(campaignId, await ledger.actionCounts(prisma, campaignId));
    }
    return campaignIds.map((id) => byCampaign.get(id) ?? null);
  });
  const formerNames = together<PersonIn, readonly FormerName[]>(async (people) => {
    const found = await prisma.formerName.findMany({
      where: {
        campaignId: { in: [...new Set(people.map(({ campaignId }) => campaignId))] },
        personId: { in: [...new Set(people.map(({ personId }) => personId))] },
      },
      orderBy: [{ givenUpAt: 'desc' }, { name: 'asc' }, { unit: 'asc' }],
    });
    const byPerson = new Map<string, FormerName[]>(people.map((person) => [nameKeyOf(person), []]));
    for (const name of found) byPerson.get(nameKeyOf(name))?.push(name);
    return people.map((person) => byPerson.get(nameKeyOf(person)) ?? []);
  });
  return {
    session: (id) => sessions.load(id),
    participant: (sessionId, deviceHash) => participants.load({ sessionId, deviceHash }),
    accountDevice: (sessionId, userId) => accountDevices.load({ sessionId, userId }),
    formerNames: async (campaignId, personId) => (await formerNames.load({ campaignId, personId })) ?? [],
    themeIds: async (campaignId) => (await themes.load(campaignId)) ?? [],
    namedPeople: async (campaignId) => (await named.load(campaignId)) ?? [],
    async actionCounts(campaignId) {
      const found = await counts.load(campaignId);
      if (found === null) throw new Error('there are counts of every ledger');
      return found;
    },
  };
}

function keyOf({ sessionId, deviceHash }: Device): string {
  return `${sessionId} ${deviceHash}`;
}

function accountKeyOf({ sessionId, userId }: AccountIn): string {
  return `${sessionId} ${userId}`;
}

function nameKeyOf({ campaignId, personId }: PersonIn): string {
  return `${campaignId} ${personId}`;
}

/** As many in one query. */
const MOST = 500;

/** `read` gives one answer for each key, in their order. Nothing is kept of any. */
function together<Key, Value>(
  read: (keys: readonly Key[]) => Promise<(Value | null)[]>,
): DataLoader<Key, Value | null> {
  let last: Promise<unknown> = Promise.resolve();
  // After what has come in over all sockets was taken: a hall that arrives in one turn would
  // otherwise be looked up in handfuls, each for the price of a query.
  const schedule = (begin: () => void) => void last.then(() => setImmediate(begin));
  return new DataLoader<Key, Value | null>(
    (keys) => {
      const reading = read(keys);
      last = reading.catch(() => undefined);
      return reading;
    },
    { cache: false, maxBatchSize: MOST, batchScheduleFn: schedule },
  );
}
