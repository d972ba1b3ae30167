import { parseArgs } from 'node:util';

export type Options = {
  readonly help: boolean;
  /** Names; all when empty. */
  readonly workloads: readonly string[];
  readonly targets: readonly string[];
  readonly quick: boolean;
  readonly rounds: number;
  /** Of the generator, beside the one of the probes. */
  readonly threads: number;
  /** Replaces the measured seconds of each workload. */
  readonly seconds: number | null;
  /** The main.js of another build of ours. */
  readonly server: string | null;
  /** Ours is profiled instead of measured. */
  readonly profile: boolean;
};

export const USAGE = `pnpm bench [options]

  --only <names>      workloads, with commas between them (default: all)
  --targets <names>   servers, with commas between them (default: all)
  --rounds <n>        how often each pair is measured, in turn; the table shows the median round (default: 3)
  --seconds <n>       measured seconds of each load (default: as the workload says)
  --threads <n>       threads of the load generator (default: 1)
  --server <file>     another build of ours: its main.js (default: apps/server/dist/main.js)
  --profile           ours under V8's profiler instead: what its CPU time goes to, and what judging an edit costs
  --quick             the same in small, to see that it works; its figures mean nothing

Writes a table and a JSON file into apps/bench/results. Nothing else should run on the machine meanwhile.
`;

/** Throws, with a message for people, on what it does not know. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: argv.filter((argument) => argument !== '--'),
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string' },
      targets: { type: 'string' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      threads: { type: 'string' },
      seconds: { type: 'string' },
      server: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    workloads: names(values.only),
    targets: names(values.targets),
    quick: values.quick,
    rounds: wholeNumber('rounds', values.rounds) ?? (values.quick ? 1 : 3),
    threads: wholeNumber('threads', values.threads) ?? 1,
    seconds: wholeNumber('seconds', values.seconds),
    server: values.server ?? null,
    profile: values.profile,
  };
}

function names(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((name) => name.trim());
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1, not ${text}.`);
  return value;
}
