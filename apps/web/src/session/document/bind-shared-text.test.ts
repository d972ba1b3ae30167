import { describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, type Text as YText } from 'yjs';
import { bindSharedText, changeBetween, type TextField } from './bind-shared-text.ts';

/**
 * A textarea as far as the binding sees it; `type` and `compose` do what a keyboard and an input
 * method do.
 */
class FakeField extends EventTarget implements TextField {
  #value = '';
  selectionStart = 0;
  selectionEnd = 0;

  get value(): string {
    return this.#value;
  }

  set value(next: string) {
    this.#value = next;
    this.setSelectionRange(next.length, next.length);
  }

  setSelectionRange(start: number | null, end: number | null): void {
    this.selectionStart = start ?? 0;
    this.selectionEnd = end ?? 0;
  }

  /** Replaces the selection, as a key press or a paste does. */
  replaceSelection(inserted: string): void {
    const caret = this.selectionStart + inserted.length;
    this.#value = this.#value.slice(0, this.selectionStart) + inserted + this.#value.slice(this.selectionEnd);
    this.setSelectionRange(caret, caret);
    this.dispatchEvent(new Event('input'));
  }

  type(inserted: string, at = this.selectionStart): void {
    this.setSelectionRange(at, at);
    this.replaceSelection(inserted);
  }

  compose(...steps: readonly string[]): { finish(): void } {
    this.dispatchEvent(new Event('compositionstart'));
    for (const step of steps) {
      this.replaceSelection(step);
      this.selectionStart -= step.length;
    }
    this.setSelectionRange(this.selectionEnd, this.selectionEnd);
    return { finish: () => this.dispatchEvent(new Event('compositionend')) };
  }

  press(key: string, shiftKey = false): void {
    this.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key, shiftKey, ctrlKey: true }));
  }
}

function sharedText(content: string): YText {
  const text = new Doc().getText('text');
  text.insert(0, content);
  return text;
}

function bound(content: string): { field: FakeField; text: YText; dispose: () => void } {
  const text = sharedText(content);
  const field = new FakeField();
  return { field, text, dispose: bindSharedText(field, text) };
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('bindSharedText', () => {
  test('shows the text and sends what is typed', () => {
    const { field, text } = bound('办事慢');
    expect(field.value).toBe('办事慢');
    field.type('窗口', 0);
    expect(text.toString()).toBe('窗口办事慢');
  });

  test('what is no text is neither sent nor left in the field', () => {
    const { field, text } = bound('办事慢');
    field.type('窗\u0000口\u000b', 0);
    expect([field.value, text.toString(), field.selectionStart]).toEqual(['窗口\n办事慢', '窗口\n办事慢', 3]);
    field.type('\u0007', 2);
    expect([field.value, text.toString(), field.selectionStart]).toEqual(['窗口\n办事慢', '窗口\n办事慢', 2]);
  });

  test('replacing a selection sends only the stretch that changed', () => {
    const { field, text } = bound('办事很慢。');
    const deltas: unknown[] = [];
    text.observe((event) => deltas.push(event.delta));
    field.setSelectionRange(2, 4);
    field.replaceSelection('不快');
    expect(text.toString()).toBe('办事不快。');
    expect(deltas).toEqual([[{ retain: 2 }, { delete: 2 }, { insert: '不快' }]]);
  });

  test('what others type appears and the caret stays with its neighbours', () => {
    const { field, text } = bound('一二三');
    field.setSelectionRange(1, 2);
    text.insert(0, '前');
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['前一二三', 2, 3]);
    text.insert(4, '后');
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['前一二三后', 2, 3]);
    text.delete(0, 3);
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['三后', 0, 0]);
  });

  test('a composition is left alone until it ends, then both texts are kept', () => {
    const { field, text } = bound('今天开会');
    field.setSelectionRange(2, 2);
    const composition = field.compose('shang', 'shangwu');
    expect(text.toString()).toBe('今天开会');
    text.insert(0, '（');
    text.insert(3, '下');
    text.insert(text.length, '）');
    expect(field.value).toBe('今天shangwu开会');
    field.setSelectionRange(2, 9);
    field.replaceSelection('上午');
    composition.finish();
    expect(text.toString()).toBe('（今天上午下开会）');
    expect(field.value).toBe('（今天上午下开会）');
    expect(field.selectionStart).toBe('（今天上午'.length);
  });

  test('a cancelled composition takes nothing from the others', () => {
    const { field, text } = bound('今天');
    field.setSelectionRange(1, 1);
    const composition = field.compose('ka');
    text.insert(0, '从');
    field.setSelectionRange(1, 3);
    field.replaceSelection('');
    composition.finish();
    expect(text.toString()).toBe('从今天');
    expect([field.value, field.selectionStart]).toEqual(['从今天', 2]);
  });

  test('what a person deletes while others write inside it leaves their text', () => {
    const { field, text } = bound('甲乙丙丁');
    field.setSelectionRange(1, 3);
    const composition = field.compose('x');
    text.insert(2, '他人');
    composition.finish();
    expect(text.toString()).toBe('甲x他人丁');
    expect(field.value).toBe('甲x他人丁');
  });

  test('undo takes back own edits and leaves those of others', () => {
    const { field, text } = bound('原文');
    field.type('我写的', 2);
    text.insert(0, '他人：');
    field.press('z');
    expect(field.value).toBe('他人：原文');
    expect(text.toString()).toBe('他人：原文');
    field.press('z', true);
    expect(text.toString()).toBe('他人：原文我写的');
  });

  test('line ends that a field cannot hold do not shift what is typed', () => {
    const { field, text } = bound('甲\r\n乙');
    expect(field.value).toBe('甲\n乙');
    field.type('丙', 3);
    expect(text.toString()).toBe('甲\r\n乙丙');
  });

  test('after it is let go, neither side hears the other', () => {
    const { field, text, dispose } = bound('甲');
    dispose();
    field.type('乙', 1);
    text.insert(0, '丙');
    expect([field.value, text.toString()]).toEqual(['甲乙', '丙甲']);
  });

  test.each([1, 7, 2026, Date.now() % 2 ** 31])(
    'two people in one text converge and lose nothing (seed %d)',
    (seed) => {
      const random = randomFrom(seed);
      const people = ['a', 'b'].map((letter) => {
        const doc = new Doc();
        const field = new FakeField();
        const text = doc.getText('text');
        return { doc, text, field, letter, typed: 0, composition: null as { finish(): void } | null };
      });
      for (const person of people) bindSharedText(person.field, person.text);
      for (let step = 0; step < 300; step += 1) {
        const person = people[random(2)];
        if (person === undefined) throw new Error('there are two people');
        const action = random(6);
        if (action === 0) {
          for (const other of people) applyUpdate(other.doc, encodeStateAsUpdate(person.doc));
        } else if (person.composition !== null) {
          person.composition.finish();
          person.composition = null;
        } else {
          const at = random(person.field.value.length + 1);
          person.field.setSelectionRange(at, at);
          person.typed += 2;
          if (action < 3) person.composition = person.field.compose(person.letter, person.letter.repeat(2));
          else person.field.replaceSelection(person.letter.repeat(2));
        }
      }
      for (const person of people) person.composition?.finish();
      for (const from of people) for (const to of people) applyUpdate(to.doc, encodeStateAsUpdate(from.doc));
      const [one, two] = people;
      expect(one?.field.value).toBe(two?.field.value);
      for (const person of people) {
        expect(person.field.value).toBe(person.text.toString());
        expect(person.field.value.split(person.letter).length - 1).toBe(person.typed);
      }
    },
  );
});

describe('changeBetween', () => {
  test('never cuts an emoji in two', () => {
    expect(changeBetween('甲😀', '甲😁')).toEqual({ at: 1, removed: 2, inserted: '😁' });
    expect(changeBetween('😀', '😁😀')).toEqual({ at: 0, removed: 0, inserted: '😁' });
    expect(changeBetween('𐐀', '𝐀')).toEqual({ at: 0, removed: 2, inserted: '𝐀' });
  });

  test.each([3, 11, Date.now() % 2 ** 31])(
    'applying the change to the first text gives the second (seed %d)',
    (seed) => {
      const random = randomFrom(seed);
      const symbols = ['一', 'a', '😀', '😁', '\n', '👍🏽'];
      const word = (): string => Array.from({ length: random(8) }, () => symbols[random(symbols.length)]).join('');
      for (let i = 0; i < 500; i += 1) {
        const [before, after] = [word(), word()];
        const { at, removed, inserted } = changeBetween(before, after);
        expect(before.slice(0, at) + inserted + before.slice(at + removed)).toBe(after);
        expect(before.slice(0, at) + inserted).not.toMatch(/\p{Surrogate}/u);
      }
    },
  );
});
