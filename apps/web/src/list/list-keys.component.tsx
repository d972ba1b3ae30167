import { readClusters, readPoints } from '@gongyi/board';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type ListShortcut, SHORTCUTS } from '../ui/shortcuts.ts';
import { chosen, focus, row, showList } from './test/shown-list.ts';

const POINTS = [
  { id: 'p-1', text: '中午没人值班' },
  { id: 'p-2', text: '停车位太少' },
  { id: 'p-3', text: '路灯不亮', themeId: 't-2' },
];
const [FIRST, SECOND, THIRD] = ['中午没人值班', '停车位太少', '路灯不亮'];

/** The keys of the help's table, as fingers press them. */
async function press(id: ListShortcut): Promise<void> {
  const [keys = []] = SHORTCUTS.find((shortcut) => shortcut.area === 'list' && shortcut.id === id)?.keys ?? [];
  const held = keys.slice(0, -1).map((key) => (key === 'Mod' ? 'Control' : key));
  const key = keys.at(-1) ?? '';
  const last = key.length > 1 ? `{${key}}` : key;
  await userEvent.keyboard(
    held.map((name) => `{${name}>}`).join('') + last + held.map((name) => `{/${name}}`).join(''),
  );
}

const findField = () => page.getByRole('searchbox', { name: t('points.list.filterText') });
const textField = () => page.getByRole('textbox', { name: t('points.form.text') });
const editor = () => page.getByRole('textbox', { name: t('points.item.editText') });
const selected = (count: number) => page.getByText(t('points.list.selected', { count }), { exact: true });
const dialog = () => page.getByRole('dialog');

/** A shortcut without a test does not compile. */
const DOES: Record<ListShortcut, () => Promise<void>> = {
  async find() {
    await showList({ points: POINTS });
    await expect.element(row(FIRST)).toBeVisible();
    await press('find');
    await expect.element(findField()).toHaveFocus();
    await expect.element(findField()).toHaveValue('');
  },
  async add() {
    await showList({ points: POINTS });
    await expect.element(row(FIRST)).toBeVisible();
    await press('add');
    await expect.element(textField()).toHaveFocus();
    await expect.element(textField()).toHaveValue('');
  },
  async nextPoint() {
    await showList({ points: POINTS });
    await expect.element(row(FIRST)).toBeVisible();
    for (const text of [FIRST, SECOND, THIRD]) {
      await press('nextPoint');
      await expect.element(row(text)).toHaveFocus();
    }
    await press('nextPoint');
    await expect.element(row(THIRD)).toHaveFocus();
  },
  async previousPoint() {
    await showList({ points: POINTS });
    await focus(THIRD);
    for (const text of [SECOND, FIRST]) {
      await press('previousPoint');
      await expect.element(row(text)).toHaveFocus();
    }
    await press('previousPoint');
    await expect.element(row(FIRST)).toHaveFocus();
  },
  async edit() {
    const { doc } = await showList({ points: POINTS });
    await focus(SECOND);
    await press('edit');
    await expect.element(editor()).toHaveValue(SECOND);
    await editor().fill('车位加倍');
    await page.getByRole('button', { name: t('points.item.done') }).click();
    await expect.element(row('车位加倍')).toHaveFocus();
    await expect.poll(() => readPoints(doc).map(({ text }) => text)).toContain('车位加倍');
  },
  async choose() {
    await showList({ points: POINTS });
    await focus(SECOND);
    await press('choose');
    await expect.element(chosen(SECOND)).toBeChecked();
    await expect.element(chosen(FIRST)).not.toBeChecked();
    await expect.element(selected(1)).toBeVisible();
    await press('choose');
    await expect.element(chosen(SECOND)).not.toBeChecked();
    await expect.element(selected(1)).not.toBeInTheDocument();
  },
  async endorse() {
    const { server } = await showList({ points: POINTS });
    await expect.element(page.getByText(t('deliberate.votes.left', { count: 3 }))).toBeVisible();
    await focus(SECOND);
    await press('endorse');
    await expect.element(page.getByText(t('deliberate.votes.left', { count: 2 }))).toBeVisible();
    await expect.element(row(SECOND)).toHaveTextContent(t('deliberate.votes.own', { count: 1 }));
    await expect.poll(() => server.inputsOf('votes', 'cast').map(({ targetId }) => targetId)).toEqual(['p-2']);
  },
  async takeVoteBack() {
    const { server } = await showList({ points: POINTS });
    await expect.element(page.getByText(t('deliberate.votes.left', { count: 3 }))).toBeVisible();
    await focus(SECOND);
    await press('endorse');
    await expect.element(page.getByText(t('deliberate.votes.left', { count: 2 }))).toBeVisible();
    await press('takeVoteBack');
    await expect.element(page.getByText(t('deliberate.votes.left', { count: 3 }))).toBeVisible();
    await expect.poll(() => server.inputsOf('votes', 'withdraw').length).toBe(1);
    const [given] = server.inputsOf('votes', 'cast');
    expect(server.inputsOf('votes', 'withdraw')[0]?.voteId).toBe(given?.voteId);
    expect(server.inputsOf('votes', 'cast').length).toBe(1);
  },
  async merge() {
    const { doc } = await showList({ points: POINTS });
    await focus(FIRST);
    await press('choose');
    await press('nextPoint');
    // Of one there is nothing to merge.
    await press('merge');
    await press('choose');
    await expect.element(selected(2)).toBeVisible();
    await press('merge');
    await expect.element(page.getByText(t('deliberate.list.members', { count: 2 }), { exact: false })).toBeVisible();
    await expect.element(selected(2)).not.toBeInTheDocument();
    await expect
      .poll(() => readClusters(doc).map(({ members }) => members.map(({ id }) => id)))
      .toEqual([['p-1', 'p-2']]);
  },
  async promote() {
    await showList({ points: POINTS });
    await focus(FIRST);
    // Nothing is chosen yet.
    await press('promote');
    await press('choose');
    await expect.element(dialog()).not.toBeInTheDocument();
    await press('promote');
    await expect.element(dialog()).toHaveTextContent(FIRST);
  },
  async remove() {
    const { doc } = await showList({ points: POINTS });
    await focus(SECOND);
    await press('remove');
    await expect.element(row(SECOND)).not.toBeInTheDocument();
    await expect.poll(() => readPoints(doc).map(({ id }) => id)).toEqual(['p-1', 'p-3']);
    // The keyboard goes on from the way back.
    await expect.element(page.getByRole('button', { name: t('points.undo.action') })).toHaveFocus();
  },
  async undo() {
    const { doc } = await showList({ points: POINTS });
    await focus(SECOND);
    await press('remove');
    await expect.element(row(SECOND)).not.toBeInTheDocument();
    await press('undo');
    await expect.element(row(SECOND)).toBeVisible();
    await expect.poll(() => readPoints(doc).length).toBe(3);
  },
};

describe('the key of the table does what it says', () => {
  test.each(Object.keys(DOES) as ListShortcut[])('%s', (id) => DOES[id]());
});

test('letters that are typed into a field are text', async () => {
  const { doc, server } = await showList({ points: POINTS });
  await expect.element(row(FIRST)).toBeVisible();
  await findField().click();
  await userEvent.keyboard('jkexvmpn');
  await expect.element(findField()).toHaveValue('jkexvmpn');
  await expect.element(findField()).toHaveFocus();
  await userEvent.keyboard('{Control>}a{/Control}{Delete}');
  await expect.element(row(FIRST)).toBeVisible();
  expect(readPoints(doc).length).toBe(3);
  expect(server.inputsOf('votes', 'cast')).toEqual([]);
});

test('while a dialog is open its keys are not the list’s', async () => {
  const { doc } = await showList({ points: POINTS });
  await focus(FIRST);
  await press('choose');
  await press('promote');
  await expect.element(dialog()).toBeVisible();
  await page
    .getByRole('button', { name: t('common.cancel') })
    .element()
    .focus();
  await press('remove');
  await press('nextPoint');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(row(FIRST)).toBeVisible();
  expect(readPoints(doc).length).toBe(3);
});

test('what became an action can be neither chosen nor deleted', async () => {
  const badge = { pointId: 'p-1', actionId: 'a-1', number: '营商-001', state: 'draft' as const };
  const { doc } = await showList({ points: POINTS, badges: [badge] });
  await expect.element(row(FIRST)).toHaveTextContent('营商-001');
  await focus(FIRST);
  await press('choose');
  await press('remove');
  await press('nextPoint');
  await press('choose');
  await expect.element(selected(1)).toBeVisible();
  await expect.element(chosen(FIRST)).not.toBeChecked();
  expect(readPoints(doc).length).toBe(3);
});

test('who may change nobody’s points is not let by a key', async () => {
  const { doc } = await showList({ role: 'liaison', points: POINTS });
  await focus(FIRST);
  for (const id of ['edit', 'choose', 'merge', 'promote', 'remove'] as const) await press(id);
  await press('nextPoint');
  await expect.element(row(SECOND)).toHaveFocus();
  await expect.element(editor()).not.toBeInTheDocument();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(readPoints(doc).length).toBe(3);
});

test('“?” opens the table, in which every key of the list stands', async () => {
  await showList({ points: POINTS });
  await expect.element(row(FIRST)).toBeVisible();
  await userEvent.keyboard('?');
  const table = dialog().getByRole('table', { name: t('deliberate.shortcuts.list') });
  await expect.element(table).toBeVisible();
  for (const id of Object.keys(DOES) as ListShortcut[]) {
    await expect.element(table.getByRole('cell', { name: t(`deliberate.shortcuts.${id}`) })).toBeVisible();
  }
});
