import type { ActionMove, ActionState, ActionView } from '@gongyi/domain';
import { LANGUAGES } from '@gongyi/locale';
import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectCleanWords } from '../../test/clean-words.ts';
import { refusal } from '../../test/fake-server.ts';
import { cardIn, moveName, openButton, showBoard } from '../test/shown-board.ts';
import {
  ACTIONS,
  CLOSED,
  COMPLETE_DRAFT,
  DEFERRED,
  IN_PROGRESS,
  inLatin,
  NOT_STARTED,
  SUBMITTED,
} from '../test/test-actions.ts';

type Asked = 'reason' | 'report' | 'reviewDate';
type Case = { readonly move: ActionMove; readonly action: ActionView; readonly to: ActionState };

/**
 * Written down a second time: what each move asks for is a promise, and not whatever the table
 * says.
 */
const ASKING: readonly (Case & { readonly asks: readonly Asked[] })[] = [
  { move: 'return', action: NOT_STARTED, to: 'draft', asks: ['reason'] },
  { move: 'submit', action: IN_PROGRESS, to: 'submitted', asks: ['report'] },
  { move: 'sendBack', action: SUBMITTED, to: 'inProgress', asks: ['reason'] },
  { move: 'reopen', action: CLOSED, to: 'inProgress', asks: ['reason'] },
  { move: 'defer', action: NOT_STARTED, to: 'deferred', asks: ['reason', 'reviewDate'] },
  { move: 'makeOngoing', action: IN_PROGRESS, to: 'ongoing', asks: ['reason', 'reviewDate'] },
  { move: 'verify', action: SUBMITTED, to: 'closed', asks: [] },
];

const AT_ONCE: readonly Case[] = [
  { move: 'agree', action: COMPLETE_DRAFT, to: 'notStarted' },
  { move: 'accept', action: NOT_STARTED, to: 'inProgress' },
  { move: 'resume', action: DEFERRED, to: 'inProgress' },
];

const WORDS = '因为天气';

const dialog = () => page.getByRole('dialog');
const field = (name: Asked) => dialog().getByRole('textbox', { name: t(`actions.moveDialog.${name}`), exact: false });
const confirm = (move: ActionMove) =>
  dialog().getByRole('button', { name: t('actions.moveDialog.confirm', { move: moveName(move) }) });

/** From the drawer of the action. */
async function ask({ number }: ActionView, move: ActionMove): Promise<void> {
  await openButton(number).click();
  await dialog()
    .getByRole('button', { name: moveName(move) })
    .click();
}

/** From the menu of its card, so that no other dialog is open. */
async function askInMenu({ number }: ActionView, move: ActionMove): Promise<void> {
  await page.getByRole('button', { name: t('actions.card.moveMenu', { number }) }).click();
  await page
    .getByRole('menuitem')
    .filter({ hasText: moveName(move) })
    .click();
}

test.each(ASKING)('$move asks for $asks first', async ({ move, action, to, asks }) => {
  const { server, ledger } = await showBoard({ actions: ACTIONS });
  await askInMenu(action, move);
  await expect.element(dialog()).toHaveTextContent(action.problem);
  for (const name of ['reason', 'report', 'reviewDate'] as const) {
    if (asks.includes(name)) await expect.element(field(name)).toBeRequired();
    else await expect.element(field(name)).not.toBeInTheDocument();
  }
  for (const name of asks) {
    await confirm(move).click();
    await field(name).fill(name === 'reviewDate' ? '2027年3月31日' : WORDS);
    await userEvent.tab();
  }
  await confirm(move).click();
  await expect.element(dialog()).not.toBeInTheDocument();
  // Once, and not for the tries that lacked something.
  const text = asks.some((name) => name !== 'reviewDate') ? WORDS : '';
  const reviewDate = asks.includes('reviewDate') ? '2027-03-31' : null;
  expect(server.inputsOf('actions', 'move')).toEqual([{ actionId: action.id, version: 1, move, text, reviewDate }]);
  expect(ledger.action(action.id).state).toBe(to);
  if (to !== 'deferred' && to !== 'ongoing') await expect.element(cardIn(to, action.number)).toBeVisible();
});

test.each(AT_ONCE)('$move asks for nothing', async ({ move, action, to }) => {
  const { server } = await showBoard({ actions: ACTIONS, query: `?action=${action.id}` });
  await dialog()
    .getByRole('button', { name: moveName(move) })
    .click();
  await expect.poll(() => server.inputsOf('actions', 'move')).toEqual([{ actionId: action.id, version: 1, move }]);
  await expect.element(dialog().getByRole('heading', { level: 2 })).toHaveTextContent(t(`common.states.${to}`));
});

test('whoever verifies reads what was reported', async () => {
  await showBoard({ actions: ACTIONS });
  await askInMenu(SUBMITTED, 'verify');
  await expect.element(dialog()).toHaveTextContent(SUBMITTED.report);
});

test('words that the server refuses stay in the dialog, with the reason', async () => {
  await showBoard({
    actions: ACTIONS,
    answers: () => ({
      move: () => {
        throw refusal('versionConflict');
      },
    }),
  });
  await askInMenu(IN_PROGRESS, 'submit');
  await field('report').fill(WORDS);
  await confirm('submit').click();
  await expect.element(dialog().getByRole('alert')).toHaveTextContent(t('errors.versionConflict'));
  await expect.element(field('report')).toHaveValue(WORDS);
  await expect.element(cardIn('inProgress', IN_PROGRESS.number)).toBeInTheDocument();
});

test('who thinks better of it moves nothing, and is back at the card', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await askInMenu(NOT_STARTED, 'return');
  await field('reason').fill(WORDS);
  await dialog()
    .getByRole('button', { name: t('common.cancel') })
    .click();
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(cardIn('notStarted', NOT_STARTED.number)).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([]);
});

test('the drawer asks the same', async () => {
  await showBoard({ actions: ACTIONS });
  await ask(IN_PROGRESS, 'submit');
  await expect.element(page.getByRole('textbox', { name: t('actions.moveDialog.report'), exact: false })).toBeVisible();
});

test.each(LANGUAGES)('in %s every dialog has words for everything', async (language) => {
  const actions = language === 'en' ? ACTIONS.map(inLatin) : ACTIONS;
  await showBoard({ actions, language });
  for (const [action, move] of [
    [NOT_STARTED, 'return'],
    [IN_PROGRESS, 'submit'],
    [IN_PROGRESS, 'makeOngoing'],
    [SUBMITTED, 'verify'],
  ] as const) {
    await askInMenu(actions.find(({ id }) => id === action.id) ?? action, move);
    await expectCleanWords(dialog(), language);
    await dialog()
      .getByRole('button', { name: t('common.cancel') })
      .click();
    await expect.element(dialog()).not.toBeInTheDocument();
  }
});
