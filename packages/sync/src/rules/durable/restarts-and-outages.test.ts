import { isDeepStrictEqual } from 'node:util';
import { createUndo, placePoint, readPoints } from '@gongyi/board';
import { isThrownByYjs, type SeededRandom, SOAK, seededRandom, seedsOf } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentRights } from '../../ports.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { type Content, contentOf, workHonestly } from '../../test/honest-work.ts';
import type { MemoryPage } from '../../test/memory-page.ts';
import { RIGHTS } from '../../test/rights.ts';
import { runSeeds } from '../../test/run-seeds.ts';
import { createSimulatedSession, SESSION_ID, type SimulatedSession } from '../../test/simulated-session.ts';
import { type SimulatedTime, simulateTime } from '../../test/simulated-time.ts';

const PEOPLE: readonly (readonly [personId: string, rights: DocumentRights])[] = [
  ['wang', RIGHTS.participant],
  ['wang', RIGHTS.participant],
  ['li', RIGHTS.participant],
  ['zhang', RIGHTS.participant],
  ['facilitator', RIGHTS.facilitator],
  ['reader', RIGHTS.reader],
];
const STEPS = 250;
/** Rounds in which everything that is on its way may arrive; what is not there then never comes. */
const SETTLE_ROUNDS = 400;
const QUIET_ROUNDS = 10;
/** Twice this is when a page out of step is told to begin anew. */
const KEEPALIVE_MS = 15_000;

/**
 * What may go wrong in a history, by its seed: all at once would hide much behind the worst of it.
 */
type Plan = {
  readonly undo: boolean;
  readonly crashes: boolean;
  readonly removals: boolean;
  readonly serverEdits: boolean;
  readonly slowReaders: boolean;
  readonly nodes: number;
  /** The way between nodes loses, delays and is cut. */
  readonly badFanout: boolean;
  readonly maxUnsavedBytes: number;
  readonly flushMs: number;
  readonly isNameless: boolean;
};

function planOf(random: SeededRandom, seed: number): Plan {
  return {
    undo: random.chance(0.5),
    crashes: random.chance(0.5),
    removals: random.chance(0.3),
    serverEdits: random.chance(0.3),
    slowReaders: random.chance(0.15),
    nodes: random.pick([1, 1, 2, 3]),
    badFanout: random.chance(0.7),
    maxUnsavedBytes: random.chance(0.2) ? 1_500 : LIMITS.syncUnsavedBytes,
    flushMs: random.pick([0, 5, 30]),
    // By the seed itself, so that those of before give the same history.
    isNameless: seed % 3 === 0,
  };
}

/** A person's page and what can be told of it. */
type Seat = {
  page: MemoryPage;
  undo: Y.UndoManager | null;
  readonly personId: string;
  /** When the page had last answered what a server asked on joining, in simulated milliseconds. */
  inStepAtMs: number;
  /**
   * Until the page is next in step: the one before it had edits that are not known to be stored.
   */
  keepsUnsaved: boolean;
};

/** Codes that honest people meet whatever they do: they come back. */
const ORDINARY = new Set<number>([
  1006,
  CLOSE_CODES.goingAway,
  CLOSE_CODES.rightsChanged,
  CLOSE_CODES.ended,
  CLOSE_CODES.notSaving,
]);

function createHistory(seed: number, time: SimulatedTime) {
  const random = seededRandom(seed);
  const plan = planOf(random, seed);
  const session = createSimulatedSession(time, {
    nodes: plan.nodes,
    isNameless: plan.isNameless,
    timing: { shortestFlushMs: plan.flushMs, longestFlushMs: plan.flushMs * 2, keepaliveMs: KEEPALIVE_MS },
    maxUnsavedBytes: plan.maxUnsavedBytes,
    compaction: { rows: 20, bytes: 20_000 },
  });
  /**
   * Whose edits may have been refused: their rights were changed while they wrote, or the server
   * itself lost an edit.
   */
  const mayBeRefused = new Set<string>();
  /**
   * Rights were taken from somebody: what they had written and a server lost, nobody can say again,
   * and whoever has it begins anew.
   */
  let mayLackForGood = false;
  const isHonestlyRefused = (refusal: string) => {
    const [personId = '', rule] = refusal.split(': ');
    return mayBeRefused.has(personId) || (mayLackForGood && rule === 'outOfStep');
  };
  /**
   * Of `session.refusals`, by index: those told to begin anew while somebody else was away with
   * edits that a server may have lost (AU14).
   */
  const waitingInVain = new Set<number>();
  let refusalsNoted = 0;
  const refusedWrongly = () =>
    session.refusals.filter((refusal, index) => !waitingInVain.has(index) && !isHonestlyRefused(refusal));
  let openGate: (() => void) | null = null;
  let endLoss: () => void = () => undefined;
  let ballast = 0;

  const seats: Seat[] = PEOPLE.map(([personId, rights]) => {
    session.setRights(personId, rights);
    const seat = { personId, undo: null, inStepAtMs: performance.now(), keepsUnsaved: false } as unknown as Seat;
    open(seat, new Y.Doc());
    return seat;
  });

  /** A page loads: under a new client id, with what its browser has kept. */
  function open(seat: Seat, doc: Y.Doc) {
    doc.clientID = 1 + random.below(2 ** 32 - 1);
    seat.undo = plan.undo ? createUndo(doc) : null;
    seat.page = session.openPage({
      personId: seat.personId,
      doc,
      node: () => random.below(plan.nodes),
      onAcknowledged: (edits) => session.checkStored(edits, doc.clientID),
      onClosed(code) {
        if (ORDINARY.has(code)) return;
        // Begins anew, without what it had: what had been acknowledged must be there all the same.
        expect(code).toBe(CLOSE_CODES.forbidden);
        expect(refusedWrongly()).toEqual([]);
        checkAcknowledged(seat);
        seat.page.dispose();
        seat.keepsUnsaved = false;
        open(seat, new Y.Doc());
      },
    });
  }

  function reload(seat: Seat) {
    seat.page.leave();
    checkAcknowledged(seat);
    seat.page.dispose();
    seat.keepsUnsaved ||= seat.page.unsaved > 0;
    const kept = new Y.Doc();
    Y.applyUpdate(kept, Y.encodeStateAsUpdate(seat.page.doc), 'kept by the browser');
    open(seat, kept);
  }

  /** Also what was acknowledged long ago. */
  function checkAcknowledged({ page }: Seat) {
    session.checkStored(page.acknowledged, page.doc.clientID);
  }

  /**
   * Before anybody reads that they were refused. What a server lost is waited for as long as two
   * keepalives; whoever could say it again must have been away at least from the first to the
   * second, so nobody else is excused.
   */
  function noteAbsences() {
    const nowMs = performance.now();
    const isAway = ({ page, inStepAtMs, keepsUnsaved }: Seat) =>
      nowMs - inStepAtMs >= KEEPALIVE_MS && (keepsUnsaved || page.unsaved > 0);
    for (; refusalsNoted < session.refusals.length; refusalsNoted++) {
      const [personId = '', rule] = session.refusals[refusalsNoted]?.split(': ') ?? [];
      const isExcused = seats.some((seat) => seat.personId !== personId && isAway(seat));
      if (rule === 'outOfStep' && isExcused) waitingInVain.add(refusalsNoted);
    }
    for (const seat of seats) {
      if (!seat.page.isSynced) continue;
      seat.inStepAtMs = nowMs;
      seat.keepsUnsaved = false;
    }
  }

  /** Tabs of one browser tell each other everything at once, without the server. */
  function shareBetweenTabs(personId: string) {
    const tabs = seats.filter((seat) => seat.personId === personId).map(({ page }) => page);
    for (const from of tabs) {
      for (const to of tabs) {
        const update = Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc));
        if (from !== to) Y.applyUpdate(to.doc, update, to.network);
      }
    }
  }

  function changeRights(personId: string) {
    const [, own = RIGHTS.reader] = PEOPLE.find(([name]) => name === personId) ?? [];
    if (random.chance(0.5)) session.setRights(personId, own);
    else {
      session.setRights(personId, random.pick([RIGHTS.reader, null]));
      mayBeRefused.add(personId);
      mayLackForGood = true;
    }
    random.pick(session.servers).closePerson(personId);
  }

  function editOnServer() {
    let edited: { clientId: number; clock: number } | null = null;
    random
      .pick(session.servers)
      .changeDocument(SESSION_ID, (doc) => {
        // By chance of the seed, and never one that was used: what it wrote may have been lost.
        doc.clientID = 1 + random.below(2 ** 32 - 1);
        if (plan.slowReaders && ballast < 5) {
          ballast++;
          doc.getMap('ballast').set('value', `${ballast}${'x'.repeat(400_000)}`);
        } else {
          const [point] = readPoints(doc);
          if (point !== undefined) placePoint(doc, point.id, { themeId: point.themeId, x: random.below(900), y: 0 });
        }
        edited = { clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
      })
      .then(
        () => edited !== null && session.checkStored({ clock: edited.clock, deletes: [] }, edited.clientId),
        // Others may have seen it, and nobody can say it again.
        () => {
          for (const { personId } of seats) mayBeRefused.add(personId);
        },
      );
  }

  function work(seat: Seat) {
    const { page, undo, personId } = seat;
    const rights = session.rightsOf(personId) ?? RIGHTS.reader;
    workHonestly(random, { doc: page.doc, personId, rights, undo });
  }

  function disturbLog() {
    const { log } = session;
    const roll = random.next();
    if (roll < 0.4) log.outage = log.outage === null ? new Error('no database') : null;
    else if (roll < 0.6) session.loseAnswer(random.below(plan.nodes));
    else if (openGate !== null) {
      openGate();
      openGate = null;
      log.gate = null;
    } else {
      const gate = deferred();
      log.gate = gate.promise;
      openGate = gate.resolve;
    }
  }

  function disturbFanout() {
    const { hub, links } = session;
    const link = random.pick(links);
    random.pick([
      hub.hold,
      hub.release,
      link.cut,
      link.mend,
      () => {
        endLoss();
        endLoss = hub.lose(() => random.chance(0.3));
      },
      () => endLoss(),
    ])();
  }

  async function step() {
    const seat = random.pick(seats);
    const { page } = seat;
    const roll = random.next();
    if (roll < 0.42) work(seat);
    else if (roll < 0.72) for (let messages = random.below(8); messages > 0 && page.read(); messages--);
    else if (roll < 0.8) page.connect();
    else if (roll < 0.83) random.pick([page.cut, page.leave])();
    else if (roll < 0.85) page.moveCursor({ x: random.below(900), name: 'x'.repeat(plan.slowReaders ? 3_900 : 3) });
    else if (roll < 0.87) time.advance(random.pick([1, 10, 100, KEEPALIVE_MS]));
    else if (roll < 0.89) reload(seat);
    else if (roll < 0.91) shareBetweenTabs('wang');
    else if (roll < 0.95) disturbLog();
    else if (roll < 0.97) plan.removals && changeRights(seat.personId);
    else if (roll < 0.985) plan.serverEdits && editOnServer();
    else if (random.chance(0.5) && plan.badFanout) disturbFanout();
    else {
      const node = random.below(plan.nodes);
      await (plan.crashes && random.chance(0.7) ? session.crash(node) : session.restart(node));
    }
    time.advance(1);
    await time.turns(random.pick([0, 1, 1, 3]));
    noteAbsences();
  }

  /** Everything is well again, and everybody is there and reads. */
  async function settle() {
    session.log.outage = null;
    session.log.gate = null;
    openGate?.();
    for (const [personId, rights] of PEOPLE) session.setRights(personId, rights);
    endLoss();
    session.hub.release();
    for (const link of session.links) link.mend();
    for (const personId of new Set(PEOPLE.map(([name]) => name))) session.servers[0]?.closePerson(personId);
    let quiet = 0;
    for (let round = 0; quiet < QUIET_ROUNDS; round++) {
      if (round === SETTLE_ROUNDS) throw new Error(`it never settled: ${JSON.stringify(seats.map(describe))}`);
      let isMoving = false;
      for (const { page } of seats) {
        const before = stateOf(page.doc);
        page.connect();
        while (page.read());
        // What keeps connections alive comes for ever.
        isMoving ||= !page.isSynced || page.unsaved > 0 || !isDeepStrictEqual(stateOf(page.doc), before);
      }
      quiet = isMoving ? 0 : quiet + 1;
      if (quiet % 2 === 1) for (const { page } of seats) page.fifteenSecondsPassed();
      // Whose page said for others what the server had lost is looked at again with each keepalive;
      // quiet rounds reach over two of them, after which nobody may be told to begin anew.
      time.advance(isMoving && round % 40 < 35 ? 25 : KEEPALIVE_MS / 2);
      await time.turns(2);
    }
  }

  return { plan, session, seats, refusedWrongly, checkAcknowledged, step, settle };
}

function describe({ page, personId }: Seat) {
  const { isConnected, isSynced, unsaved } = page;
  return { personId, isConnected, isSynced, unsaved };
}

async function runWhole(seed: number, time: SimulatedTime) {
  const history = createHistory(seed, time);
  const { session, seats, refusedWrongly, plan } = history;
  try {
    for (let step = 0; step < STEPS; step++) await history.step();
    await history.settle();
    for (const seat of seats) history.checkAcknowledged(seat);
    await checkEnd(session, seats, plan);
    expect(refusedWrongly()).toEqual([]);
  } catch (error) {
    if (error instanceof Error) error.message = `${JSON.stringify(plan)}: ${error.message}`;
    throw error;
  } finally {
    session.log.outage = null;
    session.log.gate = null;
    for (const { page } of seats) page.cut();
    await session.close();
  }
}

async function checkEnd(session: SimulatedSession, seats: readonly Seat[], { undo, isNameless }: Plan) {
  const order = undo ? 'orderless' : 'ordered';
  const reloaded = await documentFrom(session.log, SESSION_ID);
  const expected = { content: contentOf(reloaded, order), state: stateOf(reloaded) };
  const docs = new Map<string, Y.Doc>([['stored', session.stored]]);
  for (const [index, { page, personId }] of seats.entries()) docs.set(`${index} ${personId}`, page.doc);
  for (const [node, server] of session.servers.entries()) {
    await server.changeDocument(SESSION_ID, (doc) => docs.set(`node ${node}`, doc));
  }
  const wrong = [...docs].flatMap(([name, doc]) =>
    differencesOf({ content: contentOf(doc, order), state: stateOf(doc) }, expected).map(
      (what) => `${name} has ${what}`,
    ),
  );
  if (wrong.length > 0) throw new Error(`not all have what the log has:\n${wrong.join('\n')}`);
  for (const doc of docs.values()) {
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
  }
  if (isNameless) return checkMasks(seats);
  const here = new Set(seats.map(({ page }) => page.doc.clientID));
  for (const { page, personId } of seats) {
    const present = page.present();
    const missing = [...here].filter((clientId) => !present.has(clientId));
    const gone = [...present].filter((clientId) => !here.has(clientId));
    if (missing.length + gone.length > 0) throw new Error(`${personId} misses ${missing} and still sees ${gone}`);
  }
}

/** Everybody sees each page of others once, all by the same number, which is not the page's own. */
function checkMasks(seats: readonly Seat[]) {
  const pages = new Set(seats.map(({ page }) => page.doc.clientID));
  const masks = new Set<number>();
  for (const { page, personId } of seats) {
    const present = [...page.present()].filter((clientId) => clientId !== page.doc.clientID);
    for (const clientId of present) masks.add(clientId);
    const others = seats.filter((seat) => seat.personId !== personId).length;
    const unmasked = present.filter((clientId) => pages.has(clientId));
    if (present.length !== others || unmasked.length > 0)
      throw new Error(`${personId} sees ${present}, of ${others} other pages; as they are: ${unmasked}`);
  }
  if (masks.size !== seats.length) throw new Error(`${seats.length} pages bear ${masks.size} masks`);
}

type Whole = { readonly content: Content; readonly state: ReadonlyMap<number, number> };

/** As text, so that the failure of a seed says all of it. */
function differencesOf(found: Whole, expected: Whole): string[] {
  const clients = new Set([...found.state.keys(), ...expected.state.keys()]);
  const states = [...clients].filter((clientId) => found.state.get(clientId) !== expected.state.get(clientId));
  const recordsIn = ({ content }: Whole) => [...content.points, ...content.clusters, ...content.strokes];
  const ids = new Set([...recordsIn(found), ...recordsIn(expected)].map(({ id }) => id as string));
  const text = (whole: Whole, id: string) => JSON.stringify(recordsIn(whole).find((record) => record.id === id));
  const records = [...ids].filter((id) => text(found, id) !== text(expected, id));
  return [
    ...states.map((id) => `client ${id} up to ${found.state.get(id)}, not ${expected.state.get(id)}`),
    ...records.map((id) => `${text(found, id)}, not ${text(expected, id)}`),
  ];
}

/** How much there is of each client. */
function stateOf(doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

/**
 * 691014459: a page was told to begin anew while it was being asked for what it waited for.
 * 828554911: a page
 * brought what another node's edit waited for, and was not sent that edit. 837585430: a facilitator
 * was refused who had taken back the deletion of a point that the server had lost. 842508241: the
 * one whose edit a restart in an outage had lost was away for two keepalives, and whoever had
 * written after it was told to begin anew, as AU14 has it: the test did not allow for it.
 */
const ONCE_FAILED = [691_014_459, 828_554_911, 837_585_430, 842_508_241];

let brokenByYjs = 0;

async function run(seed: number) {
  using time = simulateTime();
  try {
    await runWhole(seed, time);
  } catch (error) {
    if (!isThrownByYjs(error)) throw error;
    brokenByYjs++;
  }
}

test('[DU1][DU2][DU5][DU7][AU19] after crashes, outages and removals, server, log and pages are one, with all that was acknowledged', async () => {
  const seeds = seedsOf(SOAK.histories, ONCE_FAILED);
  await runSeeds('histories', seeds, run, () => `, ${brokenByYjs} broken by Yjs itself`);
  // The allowance must stay an exception.
  expect(brokenByYjs).toBeLessThanOrEqual(Math.max(2, seeds.length / 100));
});
