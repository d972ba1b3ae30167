/** What is measured, on every target in turn. The rows of the table in docs/benchmarks.md. */
export type Workload = {
  readonly name: string;
  /** As the table says it. */
  readonly title: string;
  /** What we ask of our own server. */
  readonly must: string;
} & (LoadWorkload | SlowReadersWorkload | JoinStormWorkload | CrashWorkload);

type Hall = {
  readonly people: number;
  /** Of them, how many move a cursor. */
  readonly senders: number;
  readonly cursorHz: number;
  readonly editsPerSecond: number;
  readonly writers: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
};

export type LoadWorkload = Hall & { readonly kind: 'load' };

/** First everybody reads, then a part of them stops. */
export type SlowReadersWorkload = Hall & { readonly kind: 'slowReaders'; readonly slowReaders: number };

/** Everybody opens the same large board at the same moment. */
export type JoinStormWorkload = { readonly kind: 'joinStorm'; readonly people: number; readonly points: number };

/**
 * The server is killed while people write, again and again; each time what it had acknowledged must
 * be there.
 */
export type CrashWorkload = {
  readonly kind: 'crash';
  readonly rounds: number;
  readonly writers: number;
  readonly editsPerSecond: number;
  /** The server is killed at a random moment in between. */
  readonly shortestMs: number;
  readonly longestMs: number;
};

const WARMUP_SECONDS = 3;
const SECONDS = 20;

function hall(people: number, changes: Partial<Hall> = {}): Hall {
  return {
    people,
    senders: people,
    cursorHz: 0,
    editsPerSecond: 0,
    writers: 0,
    warmupSeconds: WARMUP_SECONDS,
    seconds: SECONDS,
    ...changes,
  };
}

export const WORKLOADS: readonly Workload[] = [
  {
    kind: 'load',
    name: 'cursors-200',
    title: '200 people, cursors 10 Hz',
    must: '≤ 20 % of a core, p95 ≤ 40 ms, 100 %',
    ...hall(200, { cursorHz: 10 }),
  },
  {
    kind: 'load',
    name: 'work-500',
    title: '500 people, cursors 10 Hz, 25 edits/s',
    must: '≤ 35 %, p95 ≤ 120 ms, 100 %',
    ...hall(500, { cursorHz: 10, editsPerSecond: 25, writers: 25 }),
  },
  {
    kind: 'load',
    name: 'work-1000',
    title: '1,000 people, cursors 5 Hz, 25 edits/s',
    must: '100 %, p95 ≤ 250 ms',
    ...hall(1_000, { cursorHz: 5, editsPerSecond: 25, writers: 25 }),
  },
  {
    kind: 'load',
    name: 'edits-2000',
    title: '2,000 edits/s in one room',
    must: 'acknowledged p50 ≤ 15 ms, p95 ≤ 40 ms, durable',
    ...hall(100, { editsPerSecond: 2_000, writers: 100 }),
  },
  {
    kind: 'joinStorm',
    name: 'join-storm',
    title: '200 join a 10,000-point board at once',
    must: 'last one ready ≤ 0.6 s of server time',
    people: 200,
    points: 10_000,
  },
  {
    kind: 'load',
    name: 'quiet',
    title: '1 person, quiet room',
    must: 'p50 ≤ 3 ms',
    ...hall(6, { senders: 1, cursorHz: 2, editsPerSecond: 1, writers: 1 }),
  },
  {
    kind: 'slowReaders',
    name: 'slow-readers',
    title: '5 % of sockets stop reading',
    must: "others' p95 within 1.2×, RSS flat",
    ...hall(200, { cursorHz: 10, editsPerSecond: 25, writers: 25, seconds: 30 }),
    slowReaders: 10,
  },
  {
    kind: 'crash',
    name: 'kill-9',
    title: '100 × kill -9 under load',
    must: '0 acknowledged edits lost',
    rounds: 100,
    writers: 10,
    editsPerSecond: 1_000,
    shortestMs: 200,
    longestMs: 1_500,
  },
];

/** The same shapes, small: to see that everything works, not how fast. */
export function quickForm(workload: Workload): Workload {
  return { ...inSmall(workload), title: `${workload.title}, in small`, must: `${workload.must} (not in this form)` };
}

function inSmall(workload: Workload): Workload {
  switch (workload.kind) {
    case 'load':
    case 'slowReaders': {
      const people = Math.min(workload.people, 20);
      const small = {
        people,
        senders: Math.min(workload.senders, people),
        writers: Math.min(workload.writers, 5),
        editsPerSecond: Math.min(workload.editsPerSecond, 50),
        warmupSeconds: 1,
        seconds: 2,
      };
      return workload.kind === 'load' ? { ...workload, ...small } : { ...workload, ...small, slowReaders: 2 };
    }
    case 'joinStorm':
      return { ...workload, people: 20, points: 200 };
    case 'crash':
      return { ...workload, rounds: 2, writers: 3, editsPerSecond: 50 };
  }
}
