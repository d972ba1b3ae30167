import type { PointDraft } from '../edits/point-operations.ts';
import { nextMoment } from './next-moment.ts';

type PlacedDraft = PointDraft & { readonly x: number; readonly y: number };

export function pointDraft(overrides: Partial<PlacedDraft> = {}): PlacedDraft {
  return {
    themeId: 'theme-1',
    text: '办一张证明问了三个办公室。',
    authorId: 'person-1',
    author: '王芳',
    unit: '石桥村',
    x: 24,
    y: 120,
    createdAt: nextMoment(),
    ...overrides,
  };
}
