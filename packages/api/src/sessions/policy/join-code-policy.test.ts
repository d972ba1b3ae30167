import { SESSION_STAGES } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { isCodeOpen } from './join-code-policy.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

test.each(SESSION_STAGES)('in the stage %s a code opens until the very moment at which it expires', (stage) => {
  const opens = (codeExpiresAt: Date) => isCodeOpen({ stage, codeExpiresAt }, NOW);
  expect(opens(inMs(1))).toBe(stage !== 'closed');
  expect(opens(NOW)).toBe(false);
  expect(opens(inMs(-1))).toBe(false);
});
