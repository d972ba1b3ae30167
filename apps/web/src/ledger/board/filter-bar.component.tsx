import type { ActionState } from '@gongyi/domain';
import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { column, openButton, showBoard } from '../test/shown-board.ts';
import { ACTIONS } from '../test/test-actions.ts';

const NUMBERS = ACTIONS.filter(({ state }) => state !== 'deferred').map(({ number }) => number);

/** Of those in open columns. */
async function expectShown(...numbers: readonly string[]): Promise<void> {
  for (const number of NUMBERS) {
    const button = expect.element(openButton(number));
    if (numbers.includes(number)) await button.toBeVisible();
    else await button.not.toBeInTheDocument();
  }
}

function counts(state: ActionState) {
  return column(state).getByRole('heading').element().nextElementSibling?.textContent;
}

const theme = () => page.getByRole('combobox', { name: t('actions.filters.theme') });
const unit = () => page.getByRole('combobox', { name: t('actions.filters.unit') });
const person = () => page.getByRole('combobox', { name: t('actions.filters.owner') });
const search = () => page.getByRole('searchbox', { name: t('actions.filters.search') });
const clear = () => page.getByRole('button', { name: t('actions.filters.clear') });

test('the board is narrowed by theme, says how many of how many, and is whole again', async () => {
  await showBoard({ actions: ACTIONS });
  await expectShown(...NUMBERS);
  await expect.element(clear()).not.toBeInTheDocument();
  await theme().selectOptions('自然生态');
  await expectShown('自然-001', '自然-002', '自然-003');
  await expect.poll(() => counts('draft')).toBe(t('actions.board.countOf', { shown: 0, total: 2 }));
  await expect.element(column('draft')).toHaveTextContent(t('actions.board.columnFilteredEmpty'));
  await expect.poll(() => counts('inProgress')).toBe(t('actions.board.countOf', { shown: 1, total: 1 }));
  await clear().click();
  await expectShown(...NUMBERS);
  await expect.poll(() => counts('draft')).toBe('2');
  await expect.element(theme()).toHaveValue('');
});

test('a unit finds what it leads and what it helps with', async () => {
  await showBoard({ actions: ACTIONS });
  await unit().selectOptions('石桥村');
  await expectShown('营商-002', '自然-001');
  await unit().selectOptions('便民服务中心');
  await expectShown('营商-001', '营商-003', '自然-001', '自然-002', '自然-003');
});

test('a person finds what they lead and what they do', async () => {
  await showBoard({ actions: ACTIONS });
  await person().selectOptions('赵六');
  await expectShown('自然-001');
  await person().selectOptions('张三');
  await expectShown('营商-001', '营商-002', '营商-003', '自然-002', '自然-003');
});

test('words are looked for in number, texts and names, and all of them must occur', async () => {
  await showBoard({ actions: ACTIONS });
  await search().fill('污水');
  await expectShown('自然-001');
  // Full-width digits are the same to somebody who searches.
  await search().fill('营商 ００３');
  await expectShown('营商-003');
  await search().fill('石桥村 停车');
  await expectShown('营商-002');
});

test('the letters of an input method look for nothing until they are words', async () => {
  await showBoard({ actions: ACTIONS });
  await expectShown(...NUMBERS);
  const field = search().element() as HTMLInputElement;
  const compose = (text: string) => {
    // Past React, which would take it for a value of its own.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  };
  field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  compose('wu shui');
  // The way to clear a filter is there as soon as the page has nothing left to draw.
  for (let times = 0; times < 3; times++) await new Promise((resolve) => requestIdleCallback(resolve));
  expect(clear().elements()).toEqual([]);
  compose('污水');
  field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  await expectShown('自然-001');
});

test('filters narrow together; what nothing fits says so, and clearing empties the field', async () => {
  await showBoard({ actions: ACTIONS });
  await theme().selectOptions('营商环境');
  await search().fill('污水');
  await expectShown();
  await expect.element(page.getByText(t('actions.board.nothingFound'))).toBeVisible();
  await clear().click();
  await expectShown(...NUMBERS);
  await expect.element(search()).toHaveValue('');
  await expect.element(page.getByText(t('actions.board.nothingFound'))).not.toBeInTheDocument();
});

test('a narrowed board can be sent to somebody: the address has its filters', async () => {
  await showBoard({ actions: ACTIONS, query: '?theme=t-1&unit=u-1&q=路灯' });
  await expectShown('营商-003');
  await expect.element(theme()).toHaveDisplayValue('营商环境');
  await expect.element(unit()).toHaveDisplayValue('便民服务中心');
  await expect.element(search()).toHaveValue('路灯');
});

test('a campaign without actions says where they come from', async () => {
  await showBoard({ actions: [] });
  await expect.element(page.getByText(t('actions.board.emptyTitle'))).toBeVisible();
  await expect.element(page.getByRole('link', { name: t('actions.board.toCampaign') })).toBeVisible();
  await expect.element(search()).not.toBeInTheDocument();
});
