import { describe, expect, test } from 'vitest';
import { testAction } from '../test/test-action.ts';
import {
  changesOf,
  isDirty,
  markRefused,
  markSent,
  receiveVersion,
  startForm,
  takeTheirs,
  typeInto,
  undoTyping,
} from './action-form-state.ts';

const V1 = testAction();

describe('an untouched form', () => {
  test('follows the newest version without a word', () => {
    const next = receiveVersion(startForm(V1), testAction({ version: 2, goal: '新目标' }));
    expect(next).toMatchObject({ version: 2, mine: { goal: '新目标' }, theirs: {}, mergedOthers: false });
    expect(isDirty(next)).toBe(false);
  });

  test('an older version changes nothing', () => {
    const form = startForm(testAction({ version: 3 }));
    expect(receiveVersion(form, V1)).toBe(form);
  });
});

describe('a form with typed words', () => {
  const typed = typeInto(startForm(V1), { goal: '我的目标', owners: ['李四', '王五'] });

  test('a save carries only what was changed', () => {
    expect(changesOf(typed)).toEqual({ goal: '我的目标', owners: ['李四', '王五'] });
  });

  test('others in other fields: their words come in, mine stay', () => {
    const next = receiveVersion(typed, testAction({ version: 2, measure: '新措施' }));
    expect(next).toMatchObject({
      version: 2,
      mine: { goal: '我的目标', measure: '新措施' },
      theirs: {},
      mergedOthers: true,
    });
    expect(changesOf(next)).toEqual({ goal: '我的目标', owners: ['李四', '王五'] });
  });

  test('others in the same field: mine stays in the form, theirs stands beside it, and saving again names their version', () => {
    const next = receiveVersion(typed, testAction({ version: 2, goal: '他的目标' }));
    expect(next).toMatchObject({ version: 2, mine: { goal: '我的目标' }, theirs: { goal: '他的目标' } });
    expect(changesOf(next)).toMatchObject({ goal: '我的目标' });
    const given = takeTheirs(next, 'goal');
    expect(given).toMatchObject({ mine: { goal: '他的目标' }, theirs: {} });
    expect(changesOf(given)).toEqual({ owners: ['李四', '王五'] });
  });

  test('others wrote the same: no disagreement', () => {
    const next = receiveVersion(typed, testAction({ version: 2, goal: '我的目标' }));
    expect(next.theirs).toEqual({});
    expect(changesOf(next)).toEqual({ owners: ['李四', '王五'] });
  });

  test('a disagreement outlives a third change elsewhere', () => {
    const second = receiveVersion(typed, testAction({ version: 2, goal: '他的目标' }));
    const third = receiveVersion(second, testAction({ version: 3, goal: '他的目标', leader: '周八' }));
    expect(third).toMatchObject({ theirs: { goal: '他的目标' }, mine: { goal: '我的目标', leader: '周八' } });
  });

  test('undo goes back to the newest version', () => {
    const next = undoTyping(receiveVersion(typed, testAction({ version: 2, goal: '他的目标' })));
    expect(next.mine.goal).toBe('他的目标');
    expect(isDirty(next)).toBe(false);
  });
});

describe('a save under way', () => {
  const sent = markSent(typeInto(startForm(V1), { goal: '我的目标' }));
  const saved = testAction({ version: 2, goal: '我的目标' });

  test('its own answer is no change of others', () => {
    const next = receiveVersion(sent, saved);
    expect(next).toMatchObject({ mine: { goal: '我的目标' }, theirs: {}, mergedOthers: false });
    expect(isDirty(next)).toBe(false);
  });

  test('words typed meanwhile stay and are not saved yet', () => {
    const next = receiveVersion(typeInto(sent, { goal: '我的目标，再改' }), saved);
    expect(next.theirs).toEqual({});
    expect(changesOf(next)).toEqual({ goal: '我的目标，再改' });
  });

  test('somebody else was first: the refused words stay and theirs stand beside them', () => {
    const other = testAction({ version: 2, goal: '他的目标' });
    for (const form of [receiveVersion(markRefused(sent), other), receiveVersion(sent, other)]) {
      expect(form).toMatchObject({ mine: { goal: '我的目标' }, theirs: { goal: '他的目标' } });
    }
  });
});
