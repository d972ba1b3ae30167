import type { Language } from '@gongyi/locale';
import { messages } from '@gongyi/locale/en';
import { expect } from 'vitest';
import type { Locator } from 'vitest/browser';

const RAW_KEY = new RegExp(`\\b(${Object.keys(messages).join('|')})\\.[a-z]\\w*`);
const HAN = /\p{Script=Han}/u;

/**
 * All that is read there, be it seen or heard: no key without its words, no empty place, and in
 * English nothing Chinese.
 */
export async function expectCleanWords(place: Locator, language: Language): Promise<void> {
  await expect.element(place).toBeVisible();
  const texts = textsIn(place.element());
  expect(texts.length).toBeGreaterThan(3);
  for (const text of texts) {
    expect(text).not.toMatch(RAW_KEY);
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object/);
    if (language === 'en') expect(text).not.toMatch(HAN);
  }
  // Chinese words must be there at all.
  if (language === 'zh-CN') expect(texts.join('')).toMatch(HAN);
}

function textsIn(root: Element): string[] {
  const texts: string[] = [];
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const node of element.childNodes) if (node instanceof Text) texts.push(node.data);
    for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt']) {
      texts.push(element.getAttribute(name) ?? '');
    }
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) texts.push(element.value);
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}
