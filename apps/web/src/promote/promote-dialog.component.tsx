import { deletePoints, editPointText } from '@gongyi/board';
import { LANGUAGES } from '@gongyi/locale';
import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fieldNames } from '../ledger/test/shown-board.ts';
import { testAction } from '../ledger/test/test-action.ts';
import { chosen, row, showList } from '../list/test/shown-list.ts';
import { expectCleanWords } from '../test/clean-words.ts';
import { refusal } from '../test/fake-server.ts';

const POINTS = [
  { id: 'p-1', text: '中午没人值班' },
  { id: 'p-2', text: '停车位太少' },
  { id: 'p-3', text: '路灯不亮', themeId: 't-2' },
];
const [FIRST, SECOND, OF_OTHER_THEME] = ['中午没人值班', '停车位太少', '路灯不亮'];
const PROMOTED = testAction({ id: 'a-9', number: '营商-009', state: 'draft' });

const dialog = () => page.getByRole('dialog', { name: t('actions.promote.title') });
const problem = () => dialog().getByRole('textbox', { name: t('actions.fields.problem') });
const theme = () => dialog().getByRole('combobox', { name: t('actions.promote.theme'), exact: false });
const submit = () => dialog().getByRole('button', { name: t('actions.promote.submit') });

async function choose(...texts: readonly string[]): Promise<void> {
  for (const text of texts) await chosen(text).click();
  await page.getByRole('button', { name: t('points.list.promote') }).click();
  await expect.element(dialog()).toBeVisible();
}

test('it begins with the words and the theme of the points, and sends what was filled in', async () => {
  const { server } = await showList({ points: POINTS, actions: { promote: () => PROMOTED } });
  await choose(FIRST, SECOND);
  await expect.element(problem()).toHaveValue(`1. ${FIRST}\n2. ${SECOND}`);
  await expect.element(theme()).toHaveValue('t-1');
  await expect.element(dialog().getByText(t('actions.promote.joined', { count: 2 }))).toBeVisible();
  await problem().fill('中午没人，车也停不下');
  const leader = dialog().getByRole('textbox', { name: t('actions.fields.leader') });
  await leader.fill('王镇长');
  // Takes what was typed there, and does not send the form half filled.
  await leader.click();
  await userEvent.keyboard('{Enter}');
  const missing = fieldNames(['goal', 'deadline', 'measure', 'leadUnitId', 'owners', 'committed']);
  const still = t('actions.promote.missing', { fields: missing });
  await expect.element(dialog().getByRole('alert')).toHaveTextContent(still);
  await submit().click();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(server.inputsOf('actions', 'promote')).toEqual([
    {
      sessionId: expect.any(String),
      pointIds: ['p-1', 'p-2'],
      themeId: 't-1',
      fields: {
        problem: '中午没人，车也停不下',
        goal: '',
        measure: '',
        type: null,
        leadUnitId: null,
        supportUnitIds: [],
        leader: '王镇长',
        owners: [],
        deadline: null,
        committed: false,
      },
    },
  ]);
  const done = page.getByRole('alert').filter({ hasText: t('actions.promote.done', { number: '营商-009' }) });
  await expect.element(done.getByRole('link', { name: t('actions.promote.toBoard') })).toBeVisible();
  // What was promoted is chosen no longer.
  await expect.element(chosen(FIRST)).not.toBeChecked();
});

test('without a theme or a problem nothing is sent, and the field that lacks it has the focus', async () => {
  const { server } = await showList({ points: POINTS, actions: { promote: () => PROMOTED } });
  await choose(FIRST, OF_OTHER_THEME);
  await expect.element(dialog().getByText(t('actions.promote.mixedThemes'))).toBeVisible();
  await submit().click();
  await expect.element(dialog().getByText(t('actions.promote.themeRequired'))).toBeVisible();
  await expect.element(theme()).toHaveFocus();
  await theme().selectOptions('呵护自然生态');
  await problem().fill('  ');
  await submit().click();
  await expect.element(dialog().getByText(t('actions.promote.problemRequired'))).toBeVisible();
  await expect.element(problem()).toHaveFocus();
  await problem().fill('夜里看不见路');
  await submit().click();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(server.inputsOf('actions', 'promote').map(({ themeId, fields }) => [themeId, fields.problem])).toEqual([
    ['t-2', '夜里看不见路'],
  ]);
});

test('what was typed stays when the server refuses, with the reason', async () => {
  const { server } = await showList({
    points: POINTS,
    actions: {
      promote: () => {
        throw refusal('pointAlreadyPromoted', { number: '营商-007' });
      },
    },
  });
  await choose(FIRST);
  await problem().fill('我的话');
  await submit().click();
  const why = t('errors.pointAlreadyPromoted', { number: '营商-007' });
  await expect.element(dialog().getByText(why)).toBeVisible();
  await expect.element(problem()).toHaveValue('我的话');
  expect(server.inputsOf('actions', 'promote').length).toBe(1);
});

test('what others do to the points meanwhile does not touch what is being typed', async () => {
  const { server, doc } = await showList({ points: POINTS, actions: { promote: () => PROMOTED } });
  await choose(FIRST, SECOND);
  await problem().fill('我的话');
  editPointText(doc, 'p-1', '别人改了');
  deletePoints(doc, ['p-2']);
  await expect.element(row('别人改了')).toBeInTheDocument();
  await expect.element(problem()).toHaveValue('我的话');
  await expect.element(dialog()).toHaveTextContent(SECOND);
  await submit().click();
  await expect.poll(() => server.inputsOf('actions', 'promote')[0]?.pointIds).toEqual(['p-1', 'p-2']);
});

test.each(LANGUAGES)('in %s it has words for everything, what is missing too', async (language) => {
  const points = language === 'en' ? POINTS.map((point, index) => ({ ...point, text: `Point ${index + 1}` })) : POINTS;
  await showList({ points, language });
  await choose(...points.filter((_, index) => index !== 1).map(({ text }) => text));
  await problem().fill('');
  await submit().click();
  await expect.element(dialog().getByText(t('actions.promote.themeRequired'))).toBeVisible();
  await expectCleanWords(dialog(), language);
});
