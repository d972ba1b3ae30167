import { idField } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { pointIdOf } from './point-id-of.ts';

const CONTENT = { text: '路灯坏了', unit: '石桥村', author: '王五' };

test('the same content is the same point, in this session and for this time of its coming', () => {
  const id = pointIdOf('s', CONTENT, 1);
  expect(pointIdOf('s', { ...CONTENT }, 1)).toBe(id);
  expect(idField.safeParse(id).success).toBe(true);
  const others = [
    pointIdOf('s2', CONTENT, 1),
    pointIdOf('s', CONTENT, 2),
    pointIdOf('s', { ...CONTENT, text: '路灯坏了。' }, 1),
    pointIdOf('s', { ...CONTENT, unit: '新华村' }, 1),
    pointIdOf('s', { ...CONTENT, author: '' }, 1),
    // The same words, otherwise divided.
    pointIdOf('s', { text: '路灯坏了石桥村', unit: '', author: '王五' }, 1),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});

test('it has not changed since lists were first imported: else every row would come in a second time', () => {
  expect(pointIdOf('s', CONTENT, 1)).toBe('nhYw0WWeFkmPBxfZrGqu8g');
});
