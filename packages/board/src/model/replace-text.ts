import { toPlainText } from '@gongyi/domain';
import type * as Y from 'yjs';

/**
 * Makes `text` read `wanted` by the smallest single replacement, so that characters which others
 * type elsewhere in the same text at the same time survive. Call it inside a transaction.
 * Surrogate pairs are never split: Yjs would turn the halves into U+FFFD. What is no text is taken
 * out of `wanted` (`toPlainText`); half a pair could not even be sent, and this replica would
 * differ from the others.
 */
export function replaceText(text: Y.Text, wanted: string): void {
  const before = text.toString();
  const after = toPlainText(wanted);
  if (text.length !== before.length) {
    // Something that is not text was embedded by another client: positions in the string are not
    // positions in the Y.Text.
    text.delete(0, text.length);
    text.insert(0, after);
    return;
  }
  const prefix = commonPrefix(before, after);
  const suffix = commonSuffix(before, after, Math.min(before.length, after.length) - prefix);
  const removed = before.length - prefix - suffix;
  const inserted = after.slice(prefix, after.length - suffix);
  if (removed > 0) text.delete(prefix, removed);
  if (inserted !== '') text.insert(prefix, inserted);
}

function commonPrefix(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length > 0 && isHighSurrogate(a.charCodeAt(length - 1)) ? length - 1 : length;
}

function commonSuffix(a: string, b: string, limit: number): number {
  let length = 0;
  while (length < limit && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++;
  return length > 0 && isLowSurrogate(a.charCodeAt(a.length - length)) ? length - 1 : length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
