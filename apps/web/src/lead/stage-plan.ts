import { SESSION_STAGES, type SessionStage } from '@gongyi/domain';
import type { ReadyCount } from '../session/facilitation/ready-count.ts';

/** What is asked before a session goes to another stage; null when nothing need be. */
export type StageQuestion = 'close' | 'back' | 'notReady' | 'skip' | null;

export function stageNumber(stage: SessionStage): number {
  return SESSION_STAGES.indexOf(stage) + 1;
}

export function nextStage(stage: SessionStage): SessionStage | null {
  return SESSION_STAGES[SESSION_STAGES.indexOf(stage) + 1] ?? null;
}

/**
 * Reopening and a step on when everybody is ready happen at once; all that may surprise people
 * asks.
 */
export function questionBefore(from: SessionStage, to: SessionStage, { ready, count }: ReadyCount): StageQuestion {
  if (to === 'closed') return 'close';
  if (from === 'closed') return null;
  const steps = stageNumber(to) - stageNumber(from);
  if (steps < 0) return 'back';
  if (steps > 1) return 'skip';
  return ready < count ? 'notReady' : null;
}
