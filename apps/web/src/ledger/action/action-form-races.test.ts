import { expect, test } from 'vitest';
import { testAction } from '../test/test-action.ts';
import {
  isDirty,
  markRefused,
  markSent,
  receiveVersion,
  startForm,
  takeTheirs,
  typeInto,
} from './action-form-state.ts';

const V1 = testAction();

test('the version that is known already, coming again during a save, changes nothing', () => {
  const sent = markSent(typeInto(startForm(V1), { goal: '我的目标' }));
  expect(receiveVersion(sent, V1)).toBe(sent);
  expect(receiveVersion(sent, testAction({ goal: '别的' }))).toBe(sent);
  // So its own answer is still known for what it is.
  const saved = receiveVersion(sent, testAction({ version: 2, goal: '我的目标' }));
  expect(saved).toMatchObject({ version: 2, sent: null, theirs: {}, mergedOthers: false });
  expect(isDirty(saved)).toBe(false);
});

test('what is sent is trimmed as the server would, so that its answer is recognised', () => {
  const typed = {
    problem: ' 问题 ',
    goal: '目标\n',
    measure: ' 措施',
    leader: ' 张  三 ',
    supportUnitIds: ['u-1', 'u-2'],
  };
  const sent = markSent(typeInto(startForm(V1), typed));
  const stored = { problem: '问题', goal: '目标', measure: '措施', leader: '张 三', supportUnitIds: ['u-2'] };
  expect(sent.mine).toMatchObject(stored);
  expect(sent.sent).toEqual(sent.mine);
  const saved = receiveVersion(sent, testAction({ version: 2, ...stored }));
  expect(saved).toMatchObject({ mine: stored, theirs: {}, mergedOthers: false });
  expect(isDirty(saved)).toBe(false);
});

test('a save that was refused is none any more: the same words from somebody else are theirs', () => {
  const refused = markRefused(markSent(typeInto(startForm(V1), { goal: '我的目标' })));
  expect(refused.sent).toBeNull();
  const typedOn = typeInto(refused, { goal: '我的目标，再改' });
  expect(receiveVersion(typedOn, testAction({ version: 2, goal: '我的目标' })).theirs).toEqual({ goal: '我的目标' });
});

test('words of others that came in beside nothing of one’s own need no mention', () => {
  const typed = typeInto(startForm(V1), { goal: '我的目标' });
  const both = receiveVersion(typed, testAction({ version: 2, goal: '我的目标', measure: '新措施' }));
  expect(both).toMatchObject({ mergedOthers: false, theirs: {} });
  expect(isDirty(both)).toBe(false);
});

test('giving way in one field leaves the disagreement in another', () => {
  const typed = typeInto(startForm(V1), { goal: '我的目标', owners: ['李四', '王五'] });
  const next = receiveVersion(typed, testAction({ version: 2, goal: '他的目标', owners: ['赵六'] }));
  expect(takeTheirs(next, 'goal')).toMatchObject({
    mine: { goal: '他的目标', owners: ['李四', '王五'] },
    theirs: { owners: ['赵六'] },
  });
  // The same names in another order are another list.
  const swapped = receiveVersion(typed, testAction({ version: 2, owners: ['王五', '李四'] }));
  expect(swapped.theirs).toEqual({ owners: ['王五', '李四'] });
});
