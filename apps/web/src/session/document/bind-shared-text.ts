import { toPlainText } from '@gongyi/domain';
import { UndoManager, type Text as YText, type YTextEvent } from 'yjs';

/** What the binding needs of an HTMLTextAreaElement. */
export type TextField = Pick<
  HTMLTextAreaElement,
  'value' | 'selectionStart' | 'selectionEnd' | 'setSelectionRange' | 'addEventListener' | 'removeEventListener'
>;

type Change = { readonly at: number; readonly removed: number; readonly inserted: string };

/** A text field always reads line feeds, whatever line ends it was given. */
function asFieldValue(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * The one stretch in which two texts differ, in UTF-16 units; never cuts a surrogate pair in two.
 */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (isLowSurrogate(before.charCodeAt(start)) || isLowSurrogate(after.charCodeAt(start)))
    start = Math.max(0, start - 1);
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1;
  }
  if (end > 0 && isLowSurrogate(after.charCodeAt(after.length - end))) end -= 1;
  return { at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/**
 * For each unit of the shared text its index in the field's value, or -1 for what the field does
 * not show.
 */
function originsOf(text: string): number[] {
  let shown = 0;
  return Array.from({ length: text.length }, (_, i) => (text[i] === '\r' && text[i + 1] === '\n' ? -1 : shown++));
}

function originsAfter(origins: readonly number[], delta: YTextEvent['delta']): number[] {
  const next: number[] = [];
  let read = 0;
  for (const step of delta) {
    if (step.retain !== undefined) next.push(...origins.slice(read, read + step.retain));
    if (step.retain !== undefined || step.delete !== undefined) read += step.retain ?? step.delete ?? 0;
    if (typeof step.insert === 'string') next.push(...Array.from({ length: step.insert.length }, () => -1));
  }
  next.push(...origins.slice(read));
  return next;
}

/**
 * Where a caret goes when others edit: their text at the caret stays behind it, what they delete
 * pulls it back.
 */
function caretAfter(caret: number, delta: YTextEvent['delta']): number {
  let at = 0;
  let moved = caret;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === 'string') {
      if (at < moved) moved += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined) moved -= Math.max(0, Math.min(step.delete, moved - at));
    if (at >= moved) break;
  }
  return moved;
}

/**
 * Ties a text field to a shared text until the returned function is called: what is typed goes to
 * the text, what others type appears around the caret. While an input method composes (pinyin), the
 * field is left alone, because setting its value would break the composition; edits of others that
 * arrive meanwhile are merged when it ends, and neither side's characters are lost. Undo (Ctrl/⌘+Z)
 * takes back this field's own edits only. `origin` is that of its transactions, for a wider undo of
 * the page.
 */
export function bindSharedText(field: TextField, text: YText, origin: unknown = {}): () => void {
  const undo = new UndoManager(text, { trackedOrigins: new Set([origin]) });
  let value = '';
  let origins: number[] = [];
  let composing = false;
  let sending = false;

  function show(caret: readonly [start: number, end: number] | null): void {
    const shared = text.toString();
    value = asFieldValue(shared);
    origins = originsOf(shared);
    if (field.value === value) return;
    field.value = value;
    if (caret !== null) field.setSelectionRange(caret[0], caret[1]);
  }

  /** Sends what the field holds and the shared text does not. */
  function send(): void {
    const typed = field.value;
    if (typed === value && typed === asFieldValue(text.toString())) return;
    const change = changeBetween(value, typed);
    const inserted = toPlainText(change.inserted);
    const gone = (index: number): boolean => index >= change.at && index < change.at + change.removed;
    // Behind the last unit that the field showed before that index; text that others put there
    // comes after ours.
    const place = (index: number): number => origins.findLastIndex((from) => from !== -1 && from < index) + 1;
    const at = place(change.at);
    let caret = place(field.selectionStart);
    if (change.removed > 0 || change.inserted !== '') {
      caret = at + Math.max(0, Math.min(field.selectionStart - change.at, inserted.length));
      sending = true;
      text.doc?.transact(() => {
        for (let i = origins.length - 1; i >= at; i -= 1) if (gone(origins[i] ?? -1)) text.delete(i, 1);
        if (inserted !== '') text.insert(at, inserted);
      }, origin);
      sending = false;
    }
    show([caret, caret]);
  }

  function onInput(): void {
    if (!composing) send();
  }

  function onCompositionStart(): void {
    composing = true;
  }

  function onCompositionEnd(): void {
    composing = false;
    send();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (composing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) undo.redo();
    else undo.undo();
  }

  function onShared(event: YTextEvent): void {
    if (sending) return;
    if (composing) {
      origins = originsAfter(origins, event.delta);
      return;
    }
    show([caretAfter(field.selectionStart, event.delta), caretAfter(field.selectionEnd, event.delta)]);
  }

  show(null);
  text.observe(onShared);
  field.addEventListener('input', onInput);
  field.addEventListener('compositionstart', onCompositionStart);
  field.addEventListener('compositionend', onCompositionEnd);
  field.addEventListener('keydown', onKeyDown);
  return () => {
    if (composing) onCompositionEnd();
    text.unobserve(onShared);
    field.removeEventListener('input', onInput);
    field.removeEventListener('compositionstart', onCompositionStart);
    field.removeEventListener('compositionend', onCompositionEnd);
    field.removeEventListener('keydown', onKeyDown);
    undo.destroy();
  };
}
