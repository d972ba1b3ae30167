import type { ActionState } from '@gongyi/domain';
import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { refusal } from '../../test/fake-server.ts';
import { HeldAnswer } from '../../test/held-answer.ts';
import { card, cardIn, column, fieldNames, moveName, openButton, refusalNote, showBoard } from '../test/shown-board.ts';
import { testAction } from '../test/test-action.ts';
import { ACTIONS, BARE_DRAFT, COMPLETE_DRAFT, IN_PROGRESS, NOT_STARTED } from '../test/test-actions.ts';

const nameOf = (state: ActionState) => t(`common.states.${state}`);
const MISSING = ['goal', 'owners', 'committed'] as const;

function grip(number: string) {
  return page.getByRole('button', { name: t('actions.card.drag', { number }) });
}

/** What a screen reader says. */
function heard(text: string) {
  return page.getByRole('status').filter({ hasText: text });
}

/** With the mouse, from the number of a card to somewhere in a column. */
async function drag(number: string, state: ActionState): Promise<void> {
  await userEvent.dragAndDrop(card(number), column(state), {
    sourcePosition: { x: 40, y: 14 },
    targetPosition: { x: 100, y: 160 },
    steps: 10,
  });
}

test('cards stand in the columns of their states, and say what is known of them', async () => {
  await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('draft', '营商-001')).toHaveTextContent('办事指南不全');
  await expect.element(cardIn('draft', '营商-002')).toHaveTextContent('停车难');
  await expect.element(cardIn('notStarted', '营商-003')).toHaveTextContent('路灯不亮');
  const atWork = cardIn('inProgress', '自然-001');
  await expect.element(atWork).toHaveTextContent('自然生态');
  await expect.element(atWork).toHaveTextContent('石桥村');
  await expect.element(atWork).toHaveTextContent(t('actions.card.people', { leader: '王五', owners: '赵六' }));
  await expect.element(atWork).toHaveTextContent(t('actions.card.deadline', { day: '2026-06-30' }));
  await expect.element(cardIn('submitted', '自然-002')).toBeVisible();
  await expect.element(cardIn('closed', '自然-003')).toBeVisible();
});

test('a column without cards says so, and side lanes are shut until somebody opens them', async () => {
  await showBoard({ actions: ACTIONS.filter(({ state }) => state !== 'submitted') });
  await expect.element(column('submitted')).toHaveTextContent(t('actions.board.columnEmpty'));
  await expect.element(cardIn('deferred', '自然-004')).not.toBeInTheDocument();
  const state = nameOf('deferred');
  await page.getByRole('button', { name: t('actions.board.expand', { state, total: '1' }) }).click();
  await expect.element(cardIn('deferred', '自然-004')).toBeVisible();
  await page.getByRole('button', { name: t('actions.board.collapse', { state }) }).click();
  await expect.element(cardIn('deferred', '自然-004')).not.toBeInTheDocument();
});

test('a draft says what the gate still asks for, and a complete one nothing', async () => {
  await showBoard({ actions: [COMPLETE_DRAFT, BARE_DRAFT] });
  const fields = t('actions.card.missingList', { fields: fieldNames(MISSING) });
  const name = `${t('actions.card.missing', { count: 3 })}. ${fields}`;
  await expect.element(card('营商-002').getByRole('button', { name })).toBeVisible();
  await expect.element(card('营商-002')).toHaveTextContent('张三');
  // Open it, drag it, move it: no fourth button.
  await expect.element(card('营商-001').getByRole('button')).toHaveLength(3);
});

test('a card that is dragged to the next column moves there, and the server is asked once', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await drag('营商-001', 'notStarted');
  await expect.element(cardIn('notStarted', '营商-001')).toBeVisible();
  await expect.element(cardIn('draft', '营商-001')).not.toBeInTheDocument();
  await expect.poll(() => server.inputsOf('actions', 'move')).toEqual([{ actionId: 'a-1', version: 1, move: 'agree' }]);
  // It may be moved again only with what the server answered.
  await expect.element(grip('营商-001')).toBeVisible();
  await drag('营商-001', 'inProgress');
  await expect.element(cardIn('inProgress', '营商-001')).toBeVisible();
  await expect
    .poll(() => server.inputsOf('actions', 'move').slice(1))
    .toEqual([{ actionId: 'a-1', version: 2, move: 'accept' }]);
});

test('the keyboard carries a card to the next column, says where it is, and stays on it', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  (await grip('营商-003').findElement()).focus();
  await userEvent.keyboard(' ');
  const [from, to] = [nameOf('notStarted'), nameOf('inProgress')];
  await expect.element(heard(t('actions.drag.picked', { number: '营商-003', state: from }))).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(heard(t('actions.drag.overOpen', { state: to, move: moveName('accept') }))).toBeInTheDocument();
  await userEvent.keyboard(' ');
  await expect.element(heard(t('actions.drag.dropped', { number: '营商-003', state: to }))).toBeInTheDocument();
  await expect.element(cardIn('inProgress', '营商-003')).toBeVisible();
  await expect.element(openButton('营商-003')).toHaveFocus();
  expect(server.inputsOf('actions', 'move')).toEqual([{ actionId: 'a-3', version: 1, move: 'accept' }]);
});

test('with the keyboard a refusal is heard on the way, and Escape leaves the card where it was', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  (await grip('营商-001').findElement()).focus();
  await userEvent.keyboard(' ');
  const [from, next, after] = [nameOf('draft'), nameOf('notStarted'), nameOf('inProgress')];
  await expect.element(heard(t('actions.drag.picked', { number: '营商-001', state: from }))).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(heard(t('actions.drag.overOpen', { state: next, move: moveName('agree') }))).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  const reason = t('actions.refused.via', { from, to: after, via: next });
  await expect.element(heard(t('actions.drag.overRefused', { state: after, reason }))).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await expect.element(heard(t('actions.drag.cancelled', { number: '营商-001', state: from }))).toBeInTheDocument();
  await expect.element(cardIn('draft', '营商-001')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([]);
});

test('a finger that rests on a card picks it up and carries it', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  const finger = await card('营商-001').findElement();
  const touch = (type: 'touchstart' | 'touchmove' | 'touchend', clientX: number, clientY: number) => {
    const point = new Touch({ identifier: 1, target: finger, clientX, clientY });
    const touches = type === 'touchend' ? [] : [point];
    finger.dispatchEvent(new TouchEvent(type, { touches, changedTouches: [point], bubbles: true, cancelable: true }));
  };
  const { left, bottom } = finger.getBoundingClientRect();
  touch('touchstart', left + 60, bottom - 10);
  await expect
    .element(heard(t('actions.drag.picked', { number: '营商-001', state: nameOf('draft') })))
    .toBeInTheDocument();
  const to = column('notStarted').element().getBoundingClientRect();
  touch('touchmove', to.left + to.width / 2, to.top + 160);
  await expect
    .element(heard(t('actions.drag.overOpen', { state: nameOf('notStarted'), move: moveName('agree') })))
    .toBeInTheDocument();
  touch('touchend', to.left + to.width / 2, to.top + 160);
  await expect.element(cardIn('notStarted', '营商-001')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([{ actionId: 'a-1', version: 1, move: 'agree' }]);
});

test('an incomplete draft is not moved: the missing fields are named, and nobody is asked', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await drag('营商-002', 'notStarted');
  const why = t('actions.refused.incomplete', { fields: fieldNames(MISSING) });
  await expect.element(refusalNote('营商-002')).toHaveTextContent(why);
  await expect.element(cardIn('draft', '营商-002')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([]);
});

test('a card is not moved past a state: the way there is named', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await drag('营商-001', 'submitted');
  const why = { from: nameOf('draft'), to: nameOf('submitted'), via: nameOf('notStarted') };
  await expect.element(refusalNote('营商-001')).toHaveTextContent(t('actions.refused.via', why));
  await expect.element(cardIn('draft', '营商-001')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([]);
});

test('who may not make a move is told whose it is', async () => {
  const { server } = await showBoard({ role: 'secretary', actions: ACTIONS });
  await drag('营商-003', 'inProgress');
  const who = t('actions.refused.leadUnitLiaison');
  const why = t('actions.refused.notYours', { move: moveName('accept'), who });
  await expect.element(refusalNote('营商-003')).toHaveTextContent(why);
  await expect.element(cardIn('notStarted', '营商-003')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([]);
});

test('what somebody may not move at all has no grip', async () => {
  await showBoard({ role: 'liaison', actions: [COMPLETE_DRAFT, NOT_STARTED, IN_PROGRESS] });
  await expect.element(grip('营商-003')).toBeVisible();
  await expect.element(grip('营商-001')).not.toBeInTheDocument();
  // Of another unit.
  await expect.element(grip('自然-001')).not.toBeInTheDocument();
});

test('a card that the server refuses to move stands where it was, with the reason', async () => {
  const [refusing, askedAgain] = [new HeldAnswer(), new HeldAnswer()];
  // Of the columns that are open.
  const COLUMNS = 5;
  let pages = 0;
  await showBoard({
    actions: ACTIONS,
    answers: ({ answers }) => ({
      move: async () => {
        await refusing.released;
        throw refusal('versionConflict');
      },
      // Only the first: it must stand there again before the server has told once more what it
      // knows.
      page: async (input) => {
        pages += 1;
        if (pages > COLUMNS) await askedAgain.released;
        return answers.page(input);
      },
    }),
  });
  await drag('营商-001', 'notStarted');
  // At once, before the server has said anything.
  await expect.element(cardIn('notStarted', '营商-001')).toBeVisible();
  refusing.release();
  await expect.element(refusalNote('营商-001')).toHaveTextContent(t('errors.versionConflict'));
  await expect.element(cardIn('draft', '营商-001')).toBeVisible();
  await expect.element(cardIn('notStarted', '营商-001')).not.toBeInTheDocument();
  askedAgain.release();
});

test('what somebody else did arrives on the open board', async () => {
  const { server, ledger } = await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('notStarted', '营商-003')).toBeVisible();
  ledger.change('a-3', { state: 'inProgress' });
  server.tell('action.moved', 'a-3');
  await expect.element(cardIn('inProgress', '营商-003')).toBeVisible();
});

test('the menu of a card names every other state, with the move or the reason against it', async () => {
  const { server } = await showBoard({ actions: ACTIONS });
  await page.getByRole('button', { name: t('actions.card.moveMenu', { number: '营商-002' }) }).click();
  const items = page.getByRole('menuitem');
  await expect.element(items).toHaveLength(6);
  const why = t('actions.refused.incomplete', { fields: fieldNames(MISSING) });
  await expect.element(items.filter({ hasText: why })).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Escape}');
  await expect.element(items).not.toBeInTheDocument();
  await page.getByRole('button', { name: t('actions.card.moveMenu', { number: '营商-001' }) }).click();
  await items.filter({ hasText: moveName('agree') }).click();
  await expect.element(cardIn('notStarted', '营商-001')).toBeVisible();
  expect(server.inputsOf('actions', 'move')).toEqual([{ actionId: 'a-1', version: 1, move: 'agree' }]);
});

test('a long column draws what is in sight, and reads on as it is scrolled', async () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    testAction({
      id: `long-${index}`,
      number: `营商-${String(index + 1).padStart(3, '0')}`,
      problem: `第${index + 1}件事`,
    }),
  );
  const { server } = await showBoard({ actions: many });
  const cards = column('notStarted').getByRole('listitem');
  await expect.element(cardIn('notStarted', '营商-001')).toBeVisible();
  await expect.element(cardIn('notStarted', '营商-001')).toHaveAttribute('aria-setsize', '300');
  const pagesOf = () =>
    server.inputsOf('actions', 'page').filter(({ filters }) => filters?.states?.includes('notStarted'));
  const list = column('notStarted').getByRole('list').element();
  // To the end, however many pages that takes.
  await expect
    .poll(() => {
      list.scrollTop = list.scrollHeight;
      return cardIn('notStarted', '营商-300').elements().length;
    })
    .toBe(1);
  expect(pagesOf().map(({ cursor }) => cursor ?? null)).toEqual([
    null,
    '.1.40',
    '.1.80',
    '.1.120',
    '.1.160',
    '.1.200',
    '.1.240',
    '.1.280',
  ]);
  // Far fewer than there are.
  expect(cards.elements().length).toBeLessThan(120);
  await expect.element(cardIn('notStarted', '营商-001')).not.toBeInTheDocument();
});

test('of an event the one action that it names is asked for again, and no list', async () => {
  const { server, ledger } = await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('notStarted', '营商-003')).toBeVisible();
  const before = server.asked.length;
  ledger.change('a-3', { leader: '新来的' });
  server.tell('action.edited', 'a-3');
  await expect.element(cardIn('notStarted', '营商-003')).toHaveTextContent('新来的');
  await expect
    .poll(() =>
      server.asked
        .slice(before)
        .map(({ path }) => path)
        .sort(),
    )
    .toEqual(['actions.counts', 'actions.people', 'actions.summary']);
});

test('an action that was just promoted comes into its column', async () => {
  const { server, ledger } = await showBoard({ actions: ACTIONS });
  await expect.element(cardIn('draft', '营商-001')).toBeVisible();
  ledger.add(testAction({ id: 'a-new', number: '营商-009', state: 'draft', problem: '刚转来的' }));
  server.tell('points.promoted', 'a-new');
  await expect.element(cardIn('draft', '营商-009')).toHaveTextContent('刚转来的');
  await expect.poll(() => column('draft').getByRole('heading').element().nextElementSibling?.textContent).toBe('3');
});
