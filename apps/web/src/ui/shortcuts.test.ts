import { expect, test } from 'vitest';
import { isPressed, SHORTCUTS, shortcutOf } from './shortcuts.ts';

const PRESS = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false };

test('no two shortcuts of one page are the same keys', () => {
  const seen = SHORTCUTS.flatMap(({ area, keys }) => keys.map((chord) => `${area} ${chord.join('+')}`));
  expect(new Set(seen).size).toBe(seen.length);
});

test('a key means its shortcut; Shift and Ctrl make it another', () => {
  expect(shortcutOf('list', { ...PRESS, key: 'v' })).toBe('endorse');
  expect(shortcutOf('list', { ...PRESS, key: 'V', shiftKey: true })).toBe('takeVoteBack');
  expect(shortcutOf('list', { ...PRESS, key: 'v', ctrlKey: true })).toBe(null);
  expect(shortcutOf('list', { ...PRESS, key: 'z', metaKey: true })).toBe('undo');
  expect(shortcutOf('everywhere', { ...PRESS, key: '?', shiftKey: true })).toBe('help');
});

test('keys of an input method are no shortcuts', () => {
  expect(isPressed(['n'], { ...PRESS, key: 'n', isComposing: true })).toBe(false);
  expect(isPressed(['n'], { ...PRESS, key: 'Process' })).toBe(false);
});
