import type { SessionStage, SessionSwitch } from '@gongyi/domain';
import type { SessionView } from '../../api/trpc.ts';

const MAIN_SWITCH: Partial<Record<SessionStage, SessionSwitch>> = { collect: 'add', sort: 'move', vote: 'vote' };

/**
 * Which sentence says what there is to do now: `paused` while a leader has turned off what the
 * stage is about.
 */
export function sentenceOf({ stage, switches, privateWriting }: SessionView): 'doNow' | 'paused' | 'privately' {
  const main = MAIN_SWITCH[stage];
  if (main !== undefined && !switches[main]) return 'paused';
  return stage === 'collect' && privateWriting ? 'privately' : 'doNow';
}
