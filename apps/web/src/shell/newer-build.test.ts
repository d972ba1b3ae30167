import { expect, test } from 'vitest';
import { isQuiet, mainScriptOf, QUIET_MS } from './newer-build.ts';

test('the program of a page is its first script', () => {
  const page = '<head><script type="module" crossorigin src="/assets/index-abc.js"></script><link href="/assets/x.js">';
  expect(mainScriptOf(page)).toBe('/assets/index-abc.js');
  expect(mainScriptOf('{"error":"not found"}')).toBeNull();
});

/** A page with or without a dialog, on which the focus is in such an element. */
function aPage({ dialog = false, hidden = false, focus = 'body' } = {}) {
  const matches = (selectors: string) => selectors.split(', ').some((selector) => selector.startsWith(focus));
  return {
    hidden,
    activeElement: { matches } as unknown as Element,
    querySelector: (() => (dialog ? {} : null)) as unknown as Document['querySelector'],
  };
}

test('a page that nobody touches, or nobody sees, may be loaded anew', () => {
  expect(isQuiet(aPage(), QUIET_MS)).toBe(true);
  expect(isQuiet(aPage(), QUIET_MS - 1)).toBe(false);
  expect(isQuiet(aPage({ hidden: true }), 0)).toBe(true);
});

test('not in the middle of a text, and not with a dialog open', () => {
  for (const focus of ['input', 'textarea', 'select', '[contenteditable'])
    expect(isQuiet(aPage({ focus }), QUIET_MS), focus).toBe(false);
  expect(isQuiet(aPage({ dialog: true }), QUIET_MS)).toBe(false);
  expect(isQuiet(aPage({ dialog: true, hidden: true }), QUIET_MS)).toBe(false);
});
