import type { Point } from '@gongyi/board';
import { LIMITS, newId, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { startPromotion } from './promotion-draft.ts';

function aPoint(text: string, themeId = 't-1'): Point {
  return {
    id: newId<PointId>(),
    themeId,
    x: 0,
    y: 0,
    text,
    authorId: '',
    author: '',
    unit: '',
    source: null,
    channel: '',
    category: 'problem',
    level: null,
    prompt: null,
    clusterId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

test('one point: its theme and its words', () => {
  expect(startPromotion([aPoint(' 办事慢 ')], ['t-1'])).toMatchObject({
    themeId: 't-1',
    fields: { problem: '办事慢' },
  });
});

test('several points: numbered lines, and their theme when they share one', () => {
  const draft = startPromotion([aPoint('甲'), aPoint(''), aPoint('乙')], ['t-1', 't-2']);
  expect(draft).toMatchObject({ themeId: 't-1', fields: { problem: '1. 甲\n2. 乙' } });
});

test('points of several themes, or of a theme that is gone: a person decides', () => {
  expect(startPromotion([aPoint('甲'), aPoint('乙', 't-2')], ['t-1', 't-2']).themeId).toBeNull();
  expect(startPromotion([aPoint('甲', 't-9')], ['t-1']).themeId).toBeNull();
});

test('the joined words fit the field and halve no character', () => {
  const { problem } = startPromotion([aPoint(`a${'😀'.repeat(LIMITS.actionTextChars)}`)], ['t-1']).fields;
  expect(problem.length).toBe(LIMITS.actionTextChars - 1);
  expect(problem).not.toMatch(/\p{Surrogate}/u);
});
