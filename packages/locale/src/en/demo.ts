import type { Translation } from '../translation.ts';
import type { demo as source } from '../zh-CN/demo.ts';

export const demo = {
  campaignName: 'Demo town: better environment, faster growth',
  sessionTitle: 'First town discussion',
} as const satisfies Translation<typeof source>;
