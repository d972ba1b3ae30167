import { LIMITS } from '@gongyi/domain';
import { LANGUAGES } from '@gongyi/locale';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectCleanWords } from '../../test/clean-words.ts';
import { fieldNames, moveName, openButton, showBoard } from '../test/shown-board.ts';
import {
  ACTIONS,
  BARE_DRAFT,
  CLOSED,
  COMPLETE_DRAFT,
  IN_PROGRESS,
  inLatin,
  NOT_STARTED,
  SUBMITTED,
} from '../test/test-actions.ts';

const drawer = () => page.getByRole('dialog').filter({ has: page.getByText(t('actions.drawer.historyTitle')) });
const box = (label: string) => drawer().getByRole('textbox', { name: label });
const goal = () => box(t('actions.fields.goal'));
const measure = () => box(t('actions.fields.measure'));
const save = () => drawer().getByRole('button', { name: t('actions.form.save') });
const close = () => page.getByRole('button', { name: t('actions.drawer.close') });
const unsaved = () => drawer().getByText(t('actions.form.unsaved'), { exact: true });

/** What the facts say, by their labels. */
function facts(): Readonly<Record<string, string>> {
  const texts = (name: 'dt' | 'dd') => [...drawer().element().querySelectorAll(name)].map((node) => node.textContent);
  const values = texts('dd');
  return Object.fromEntries(texts('dt').map((label, index) => [label, values[index] ?? '']));
}

test('who may only read sees every field in words', async () => {
  await showBoard({ role: 'supervisor', actions: ACTIONS });
  await openButton(IN_PROGRESS.number).click();
  await expect.element(drawer()).toHaveTextContent(t('actions.drawer.readOnly'));
  expect(facts()).toEqual({
    [t('actions.fields.problem')]: '污水直排',
    [t('actions.fields.goal')]: '一次告知',
    [t('actions.fields.measure')]: '重印指南',
    [t('actions.fields.type')]: t('actions.form.emptyValue'),
    [t('actions.fields.leadUnitId')]: '石桥村',
    [t('actions.fields.supportUnitIds')]: '便民服务中心',
    [t('actions.fields.leader')]: '王五',
    [t('actions.fields.owners')]: '赵六',
    [t('actions.fields.deadline')]: '2026-06-30',
    [t('actions.fields.committed')]: t('actions.form.yes'),
  });
  await expect.element(drawer().getByRole('textbox')).not.toBeInTheDocument();
});

test('what is closed is frozen for those who may edit', async () => {
  await showBoard({ actions: ACTIONS });
  await openButton(CLOSED.number).click();
  const state = t('common.states.closed');
  await expect.element(drawer()).toHaveTextContent(t('actions.drawer.frozen', { state }));
  await expect.element(drawer().getByRole('textbox')).not.toBeInTheDocument();
});

test('an action that is not there says so', async () => {
  await showBoard({ actions: ACTIONS, query: '?action=a-99' });
  await expect.element(page.getByRole('dialog')).toHaveTextContent(t('actions.drawer.notFound'));
});

test('saving sends what was changed and nothing else', async () => {
  const { server, ledger } = await showBoard({ actions: ACTIONS });
  await openButton(BARE_DRAFT.number).click();
  await expect.element(unsaved()).not.toBeInTheDocument();
  await goal().fill('  车位增加一倍 ');
  await expect.element(unsaved()).toBeVisible();
  const stillMissing = fieldNames(['owners', 'committed']);
  await expect.element(drawer().getByText(t('actions.form.missing', { fields: stillMissing }))).toBeVisible();
  await drawer()
    .getByRole('checkbox', { name: t('actions.fields.committed') })
    .click();
  await save().click();
  await expect.element(unsaved()).not.toBeInTheDocument();
  expect(server.inputsOf('actions', 'edit')).toEqual([
    { actionId: 'a-2', version: 1, fields: { goal: '车位增加一倍', committed: true } },
  ]);
  expect(ledger.action('a-2').measure).toBe(BARE_DRAFT.measure);
  const saved = t('actions.form.saved', { number: BARE_DRAFT.number });
  await expect.element(page.getByRole('alert').filter({ hasText: saved })).toBeVisible();
});

test('all fields can be filled in', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await openButton(BARE_DRAFT.number).click();
  for (const [label, name] of [
    [t('actions.fields.leadUnitId'), '便民服务中心'],
    [t('actions.fields.supportUnitIds'), '石桥村'],
  ] as const) {
    await drawer().getByRole('combobox', { name: label }).click();
    await page.getByRole('listbox', { name: label }).getByRole('option', { name }).click();
  }
  const owners = drawer().getByRole('combobox', {
    name: t('actions.form.withCount', { field: t('actions.fields.owners'), max: LIMITS.maxOwners }),
  });
  for (const name of ['赵六', '钱七']) {
    await owners.fill(name);
    await userEvent.keyboard('{Enter}');
  }
  const deadline = box(t('actions.fields.deadline'));
  await deadline.fill('2027/3/1');
  await box(t('actions.fields.leader')).fill('孙八');
  await save().click();
  await expect
    .poll(() => server.inputsOf('actions', 'edit').map(({ fields }) => fields))
    .toEqual([
      {
        leadUnitId: 'u-1',
        supportUnitIds: ['u-2'],
        leader: '孙八',
        owners: ['赵六', '钱七'],
        deadline: '2027-03-01',
      },
    ]);
});

test('what an agreed action was agreed with cannot be emptied', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await openButton(NOT_STARTED.number).click();
  await goal().fill('');
  await expect.element(drawer()).toHaveTextContent(t('actions.form.required'));
  await expect.element(save()).toBeDisabled();
  await goal().fill('别的目标');
  await save().click();
  await expect.poll(() => server.inputsOf('actions', 'edit').length).toBe(1);
});

test('undoing what was typed brings the saved words back', async () => {
  await showBoard({ actions: ACTIONS });
  await openButton(NOT_STARTED.number).click();
  await goal().fill('写错了');
  await drawer()
    .getByRole('button', { name: t('actions.form.undo') })
    .click();
  await expect.element(goal()).toHaveValue(NOT_STARTED.goal);
  await expect.element(unsaved()).not.toBeInTheDocument();
});

describe('somebody else edits at the same time', () => {
  test('another field follows, and my words stay', async () => {
    const { server, ledger } = await showBoard({ actions: ACTIONS });
    await openButton(NOT_STARTED.number).click();
    await goal().fill('我的目标');
    ledger.change('a-3', { measure: '他人的措施' });
    server.tell('action.edited', 'a-3');
    await expect.element(measure()).toHaveValue('他人的措施');
    await expect.element(goal()).toHaveValue('我的目标');
    await expect.element(drawer().getByText(t('actions.form.merged'))).toBeVisible();
    await save().click();
    await expect
      .poll(() => server.inputsOf('actions', 'edit'))
      .toEqual([{ actionId: 'a-3', version: 2, fields: { goal: '我的目标' } }]);
  });

  test('the same field keeps my words, with theirs beside them to take', async () => {
    const { server, ledger } = await showBoard({ actions: ACTIONS });
    await openButton(NOT_STARTED.number).click();
    await goal().fill('我的目标');
    ledger.change('a-3', { goal: '他人的目标' });
    server.tell('action.edited', 'a-3');
    const theirs = drawer()
      .getByRole('note')
      .filter({ hasText: t('actions.form.theirs', { value: '他人的目标' }) });
    await expect.element(theirs).toBeVisible();
    await expect.element(drawer().getByRole('alert')).toHaveTextContent(t('actions.form.conflict'));
    await expect.element(goal()).toHaveValue('我的目标');
    await theirs.getByRole('button', { name: t('actions.form.useTheirs') }).click();
    await expect.element(goal()).toHaveValue('他人的目标');
    await expect.element(theirs).not.toBeInTheDocument();
    await expect.element(unsaved()).not.toBeInTheDocument();
  });

  test('a save that comes too late is refused, keeps my words, and goes through the next time', async () => {
    const { server, ledger } = await showBoard({ actions: ACTIONS });
    await openButton(NOT_STARTED.number).click();
    await goal().fill('我的目标');
    // Nobody has told this page yet.
    ledger.change('a-3', { goal: '他人的目标' });
    await save().click();
    await expect.element(drawer().getByText(t('errors.versionConflict'))).toBeVisible();
    await expect.element(drawer().getByText(t('actions.form.theirs', { value: '他人的目标' }))).toBeVisible();
    await expect.element(goal()).toHaveValue('我的目标');
    await save().click();
    await expect.element(unsaved()).not.toBeInTheDocument();
    expect(server.inputsOf('actions', 'edit').map(({ version }) => version)).toEqual([1, 2]);
    expect(ledger.action('a-3').goal).toBe('我的目标');
  });

  test('a move that freezes the action does not take the form away from somebody who is typing', async () => {
    const { server, ledger } = await showBoard({ actions: ACTIONS });
    await openButton(IN_PROGRESS.number).click();
    await goal().fill('我的目标');
    ledger.change('a-4', { state: 'submitted' });
    server.tell('action.moved', 'a-4');
    await expect.element(drawer()).toHaveTextContent(t('common.states.submitted'));
    await expect.element(goal()).toHaveValue('我的目标');
  });
});

test('the history is told with the newest first', async () => {
  const { ledger } = await showBoard({ actions: ACTIONS });
  const PROMOTED = { number: 3, themeId: 't-1', pointIds: ['p-1'] };
  ledger.write(
    { seq: 1, type: 'points.promoted', actorName: '林记录', at: '2026-03-01T08:00:00.000Z', data: PROMOTED },
    {
      seq: 2,
      type: 'action.edited',
      actorName: '林记录',
      at: '2026-03-02T08:00:00.000Z',
      data: { leader: { from: '', to: '张三' } },
    },
    {
      seq: 3,
      type: 'action.moved',
      actorName: null,
      at: '2026-03-03T08:00:00.000Z',
      data: { move: 'defer', from: 'notStarted', to: 'deferred', text: '等待拨款', reviewDate: '2026-09-01' },
    },
  );
  await openButton(NOT_STARTED.number).click();
  const entries = drawer().getByRole('listitem');
  await expect.element(entries).toHaveLength(3);
  const [moved, edited, promoted] = [entries.nth(0), entries.nth(1), entries.nth(2)];
  const move = { move: moveName('defer'), from: t('common.states.notStarted'), to: t('common.states.deferred') };
  await expect.element(moved).toHaveTextContent(t('actions.history.moved', move));
  await expect.element(moved).toHaveTextContent(t('actions.history.text', { text: '等待拨款' }));
  await expect.element(moved).toHaveTextContent(t('actions.history.reviewDate', { day: '2026-09-01' }));
  await expect.element(moved).toHaveTextContent(t('actions.history.system'));
  const change = { field: t('actions.fields.leader'), from: t('actions.form.emptyValue'), to: '张三' };
  await expect.element(edited).toHaveTextContent(t('actions.history.change', change));
  await expect.element(edited).toHaveTextContent('林记录');
  await expect.element(promoted).toHaveTextContent(t('actions.history.promoted'));
});

describe('moves are offered as rights allow', () => {
  const moves = () =>
    drawer()
      .getByRole('heading', { name: t('actions.drawer.movesTitle') })
      .element().parentElement;
  const offered = () => [...(moves()?.querySelectorAll('button') ?? [])].map((button) => button.textContent);

  test.each([
    ['secretary', NOT_STARTED, ['defer', 'makeOngoing']],
    ['liaison', NOT_STARTED, ['return', 'accept']],
    // Of a unit that is not theirs.
    ['liaison', IN_PROGRESS, []],
    ['supervisor', SUBMITTED, ['verify', 'sendBack']],
    ['supervisor', CLOSED, ['reopen']],
    ['supervisor', NOT_STARTED, []],
    ['facilitator', COMPLETE_DRAFT, ['agree']],
  ] as const)('to a %s', async (role, action, expected) => {
    await showBoard({ role, actions: ACTIONS, query: `?action=${action.id}` });
    await expect.element(drawer()).toBeVisible();
    expect(offered()).toEqual(expected.map(moveName));
    const none = expect.element(drawer().getByText(t('actions.drawer.noMoves')));
    if (expected.length === 0) await none.toBeVisible();
    else await none.not.toBeInTheDocument();
  });

  test('not while the gate lacks something, which is named', async () => {
    await showBoard({ actions: ACTIONS, query: `?action=${BARE_DRAFT.id}` });
    await expect.element(drawer().getByRole('button', { name: moveName('agree') })).toBeDisabled();
    const why = t('actions.refused.incomplete', { fields: fieldNames(['goal', 'owners', 'committed']) });
    await expect.element(drawer().getByText(why)).toBeVisible();
  });

  test('not with unsaved words, without which they would be made', async () => {
    await showBoard({ actions: ACTIONS, query: `?action=${NOT_STARTED.id}` });
    const accept = drawer().getByRole('button', { name: moveName('accept') });
    await expect.element(accept).toBeEnabled();
    await goal().fill('别的目标');
    await expect.element(accept).toBeDisabled();
    await expect.element(drawer().getByText(t('actions.drawer.saveFirst'))).toBeVisible();
  });
});

test('closing with unsaved words asks first', async () => {
  await showBoard({ actions: ACTIONS });
  await openButton(NOT_STARTED.number).click();
  await goal().fill('我的目标');
  await close().click();
  await page.getByRole('button', { name: t('actions.drawer.discardCancel') }).click();
  await expect.element(goal()).toHaveValue('我的目标');
  await close().click();
  await page.getByRole('button', { name: t('actions.drawer.discardConfirm') }).click();
  await expect.element(drawer()).not.toBeInTheDocument();
  await openButton(NOT_STARTED.number).click();
  await expect.element(goal()).toHaveValue(NOT_STARTED.goal);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const actions = language === 'en' ? ACTIONS.map(inLatin) : ACTIONS;

  test('the drawer has words for everything: to read', async () => {
    await showBoard({ role: 'supervisor', actions, language, query: `?action=${SUBMITTED.id}` });
    await expectCleanWords(drawer(), language);
  });

  test('to edit, and in the question that comes before typed words are lost', async () => {
    await showBoard({ actions, language, query: `?action=${BARE_DRAFT.id}` });
    await goal().fill('More');
    await expectCleanWords(drawer(), language);
    await close().click();
    await expectCleanWords(page.getByRole('dialog', { name: t('actions.drawer.discardTitle') }), language);
  });
});

test('what was typed outlasts a reload of the page, beside what others changed meanwhile, until it is discarded', async () => {
  const { server, ledger } = await showBoard({ actions: ACTIONS, query: `?action=${NOT_STARTED.id}` });
  await goal().fill('还没有保存的目标');
  await expect.element(unsaved()).toBeVisible();
  server.leave();
  ledger.change(NOT_STARTED.id, { measure: '别人改的措施' });
  await showBoard({ actions: [ledger.action(NOT_STARTED.id)], query: `?action=${NOT_STARTED.id}` });
  await expect.element(goal()).toHaveValue('还没有保存的目标');
  await expect.element(measure()).toHaveValue('别人改的措施');
  await expect.element(unsaved()).toBeVisible();
  await drawer()
    .getByRole('button', { name: t('actions.drawer.close') })
    .click();
  await page.getByRole('button', { name: t('actions.drawer.discardConfirm') }).click();
  await expect.element(drawer()).not.toBeInTheDocument();
  await openButton(NOT_STARTED.number).click();
  await expect.element(goal()).toHaveValue(NOT_STARTED.goal);
  await expect.element(unsaved()).not.toBeInTheDocument();
});
