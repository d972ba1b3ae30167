import { runLoad } from '../load/run-load.ts';
import { createUsageMeter } from '../measure/process-usage.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { JoinStormWorkload } from '../workloads.ts';
import { fillBoard } from './fill-board.ts';
import { commonOptions, type LoadSetting } from './measure-load.ts';
import type { Outcome } from './result.ts';

/**
 * An answer that much smaller than the document is not the document. Servers may encode it a little
 * better.
 */
const WHOLE = 0.9;

export async function measureJoinStorm(
  target: RunningTarget,
  { people, points }: JoinStormWorkload,
  setting: LoadSetting,
): Promise<Outcome> {
  using board = await fillBoard(target, points);
  const entrants = await target.admit(people);
  const meter = createUsageMeter(target.pid, target.databasePids);
  try {
    const { join } = await runLoad({
      ...setting,
      ...commonOptions(target),
      entrants,
      probes: [],
      observers: 0,
      senders: 0,
      writers: 0,
      cursorHz: 0,
      editsPerSecond: 0,
      phases: [],
      connectAtOnce: people,
      onPeriod(_what, moment) {
        if (moment === 'begin') meter.begin();
        else meter.end();
      },
    });
    const readyMs = [...join.readyMs].sort((a, b) => a - b);
    const bytes = [...join.answerBytes].sort((a, b) => a - b);
    const smallest = bytes[0] ?? 0;
    if (smallest < board.documentBytes * WHOLE) {
      throw new Error(`somebody was sent ${smallest} bytes of a document of ${board.documentBytes}`);
    }
    return {
      kind: 'joinStorm',
      firstReadyMs: readyMs[0] ?? Number.NaN,
      medianReadyMs: readyMs[Math.floor(readyMs.length / 2)] ?? Number.NaN,
      lastReadyMs: readyMs.at(-1) ?? Number.NaN,
      smallestAnswerBytes: smallest,
      largestAnswerBytes: bytes.at(-1) ?? 0,
      turnedAway: join.turnedAway,
      usage: meter.usage,
    };
  } finally {
    meter.stop();
  }
}
