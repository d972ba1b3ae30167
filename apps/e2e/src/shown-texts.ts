import type { Language } from '@gongyi/locale';
import type { Page } from '@playwright/test';
import { WORDS } from './words.ts';

/**
 * Every text of the page that a person reads or hears, without what is marked as being in another
 * language.
 */
export async function chromeTextsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pageLanguage = document.documentElement.lang;
    const isForeign = (element: Element): boolean => {
      const marked = element.closest('[lang]')?.getAttribute('lang');
      return marked !== undefined && marked !== null && marked !== pageLanguage;
    };
    const texts = [document.title];
    for (const element of document.body.querySelectorAll('*')) {
      if (isForeign(element) || element.matches('script, style')) continue;
      const labels = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'];
      // Nobody hears the label of what is hidden from screen readers, such as the twin with which a
      // library measures a text.
      const isSilent = element.closest('[aria-hidden="true"]') !== null;
      for (const name of isSilent ? [] : labels) {
        const value = element.getAttribute(name);
        if (value) texts.push(value);
      }
      for (const node of element.childNodes) {
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : '';
        if (text !== '') texts.push(text);
      }
    }
    return [...new Set(texts)];
  });
}

const AREAS = Object.keys(WORDS.en);
const KEY = new RegExp(`\\b(${AREAS.join('|')})\\.[a-zA-Z]+(\\.[a-zA-Z_]+)*\\b`);

/** Texts that are a key of the messages, or hold a value that was not filled in. */
export function rawKeysIn(texts: readonly string[]): string[] {
  return texts.filter((text) => KEY.test(text) || /\{\{|\}\}|\[object |undefined|NaN/.test(text));
}

/**
 * Texts that are not of the language: in English whatever is Chinese; in Chinese whatever stands in
 * the English messages, and whatever has two Latin words in a row, as a library's own labels have.
 * tldraw's watermark has to stay as it is.
 */
export function foreignTextsIn(texts: readonly string[], language: Language): string[] {
  if (language === 'en') return texts.filter((text) => /\p{Script=Han}/u.test(text));
  return texts.filter((text) => ENGLISH_ONLY.has(text) || (/[a-z]{2,} [a-z]{2,}/i.test(text) && !/tldraw/i.test(text)));
}

const ENGLISH_ONLY = new Set(leavesOf(WORDS.en).filter((text) => !leavesOf(WORDS['zh-CN']).includes(text)));

function leavesOf(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? leavesOf(value) : [],
  );
}
