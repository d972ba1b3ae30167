import type { StrokeDraft } from '../strokes/stroke-operations.ts';
import { nextMoment } from './next-moment.ts';

export function strokeDraft(overrides: Partial<StrokeDraft> = {}): StrokeDraft {
  return {
    path: [24, 120, 30, 4, -8, 16],
    color: 'red',
    width: 'fine',
    authorId: 'person-1',
    createdAt: nextMoment(),
    ...overrides,
  };
}
