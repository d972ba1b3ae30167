import { describe, expect, it } from 'vitest';
import { nextStage, questionBefore } from './stage-plan.ts';

const ALL_READY = { ready: 3, count: 3 };
const SOME_READY = { ready: 12, count: 38 };

describe('moving to another stage', () => {
  it('goes on at once when all are ready, or nobody is there', () => {
    expect(questionBefore('collect', 'sort', ALL_READY)).toBeNull();
    expect(questionBefore('collect', 'sort', { ready: 0, count: 0 })).toBeNull();
  });

  it('asks once more while people are not ready', () => {
    expect(questionBefore('collect', 'sort', SOME_READY)).toBe('notReady');
  });

  it('asks before going back, leaving stages out, and ending', () => {
    expect(questionBefore('vote', 'collect', ALL_READY)).toBe('back');
    expect(questionBefore('brief', 'vote', ALL_READY)).toBe('skip');
    expect(questionBefore('brief', 'sort', ALL_READY)).toBe('skip');
    expect(questionBefore('collect', 'brief', ALL_READY)).toBe('back');
    expect(questionBefore('agree', 'closed', ALL_READY)).toBe('close');
    expect(questionBefore('brief', 'closed', SOME_READY)).toBe('close');
  });

  it('reopens without a question', () => {
    expect(questionBefore('closed', 'agree', SOME_READY)).toBeNull();
  });

  it('knows what comes next, and that nothing comes after the end', () => {
    expect(nextStage('brief')).toBe('collect');
    expect(nextStage('closed')).toBeNull();
  });
});
