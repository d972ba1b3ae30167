import { MEMBER_ROLES } from '@gongyi/domain';
import { LANGUAGES, type Language } from '@gongyi/locale';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CampaignView, RouterOutputs } from '../api/trpc.ts';
// Loaded before the first test begins, which waits for the page alone.
import '../shell/staff-layout.tsx';
import { expectCleanWords } from '../test/clean-words.ts';
import { FakeLedger } from '../test/fake-ledger.ts';
import { type Answers, refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { ACCOUNT, campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import '../ui/campaign-gate.tsx';
import './campaign-page.tsx';
import './new/new-campaign-page.tsx';

type Options = { readonly language?: Language; readonly answers?: Answers };
type Members = RouterOutputs['members']['list'];

const MEMBERS: Members = {
  members: [
    { userId: ACCOUNT.id, name: ACCOUNT.name, email: ACCOUNT.email, role: 'facilitator', unitName: null },
    { userId: 'user-2', name: 'Wang', email: 'wang@example.org', role: 'supervisor', unitName: null },
  ],
  invitations: [{ id: 'i-1', role: 'secretary', unitName: null, note: 'Zhou', expiresAt: '2026-04-01T00:00:00.000Z' }],
};

const INVITED = { id: 'i-2', token: 'the-secret', expiresAt: '2026-04-01T00:00:00.000Z' };
const LINK = 'http://192.0.2.1:3000/invite#the-secret';

/** The page of a campaign, as whoever leads it sees it. */
async function showCampaign({ language, answers = {} }: Options = {}) {
  let campaign: CampaignView = testCampaign('facilitator', { latin: language === 'en' });
  let members = MEMBERS;
  const server = await showPage(
    `/campaigns/${campaign.id}`,
    {
      ...campaignAnswers(() => campaign),
      sessions: { list: () => [] },
      actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
      ...answers,
      members: { list: () => members, ...answers.members },
    },
    language,
  );
  return {
    server,
    change: (changes: Partial<CampaignView>) => {
      campaign = { ...campaign, ...changes };
    },
    changeMembers: (changes: Partial<Members>) => {
      members = { ...members, ...changes };
    },
  };
}

const button = (name: string) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog');

describe('inviting', () => {
  const role = (name: (typeof MEMBER_ROLES)[number]) =>
    dialog().getByRole('radio', { name: t(`common.roles.${name}`), exact: false });
  const unit = () => dialog().getByRole('combobox', { name: t('campaigns.people.unit') });
  const link = () => dialog().getByRole('textbox', { name: t('campaigns.people.link') });
  const create = () => dialog().getByRole('button', { name: t('campaigns.people.createLink') });
  test('makes a link that is shown once, and copied', async () => {
    const { server, changeMembers } = await showCampaign({ answers: { invitations: { create: () => INVITED } } });
    await button(t('campaigns.people.invite')).click();
    for (const name of MEMBER_ROLES) await expect.element(role(name)).toBeVisible();
    await role('supervisor').click();
    await dialog()
      .getByRole('textbox', { name: t('campaigns.people.note') })
      .fill('给周督导');
    const [open] = MEMBERS.invitations;
    if (open !== undefined) changeMembers({ invitations: [open, { ...open, id: 'i-2', note: '给周督导' }] });
    await create().click();
    await expect.element(link()).toHaveValue(LINK);
    expect(server.inputsOf('invitations', 'create')).toEqual([
      { campaignId: 'c-1', role: 'supervisor', unitId: null, note: '给周督导' },
    ]);
    // In the list behind the dialog, too.
    await expect.element(page.getByText('给周督导')).toBeInTheDocument();

    await dialog()
      .getByRole('button', { name: t('common.copy') })
      .click();
    await expect.element(dialog().getByRole('status')).toHaveTextContent(t('common.copied'));
    expect(await navigator.clipboard.readText()).toBe(LINK);

    await dialog()
      .getByRole('button', { name: t('common.close') })
      .last()
      .click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await button(t('campaigns.people.invite')).click();
    await expect.element(create()).toBeVisible();
    await expect.element(link()).not.toBeInTheDocument();
  });

  test('asks a liaison’s unit first', async () => {
    const { server } = await showCampaign({ answers: { invitations: { create: () => INVITED } } });
    await button(t('campaigns.people.invite')).click();
    await expect.element(unit()).not.toBeInTheDocument();
    await role('liaison').click();
    await create().click();
    await expect.element(dialog().getByText(t('campaigns.people.unitMissing'))).toBeVisible();
    await expect.element(unit()).toHaveFocus();
    await unit().selectOptions('石桥村');
    await create().click();
    await expect.element(link()).toBeVisible();
    expect(server.inputsOf('invitations', 'create')).toEqual([
      { campaignId: 'c-1', role: 'liaison', unitId: 'u-2', note: '' },
    ]);
  });

  test('keeps what was typed when the server refuses', async () => {
    await showCampaign({
      answers: {
        invitations: {
          create: () => {
            throw refusal('forbidden');
          },
        },
      },
    });
    await button(t('campaigns.people.invite')).click();
    const note = dialog().getByRole('textbox', { name: t('campaigns.people.note') });
    await note.fill('给周督导');
    await create().click();
    await expect.element(dialog().getByRole('alert')).toHaveTextContent(t('errors.forbidden'));
    await expect.element(note).toHaveValue('给周督导');
  });
});

describe('a new name', () => {
  const save = () => dialog().getByRole('button', { name: t('common.save') });

  test('begins with the old one, which is no change and asks nobody', async () => {
    const { server } = await showCampaign();
    await button(t('campaigns.overview.rename')).click();
    const name = dialog().getByRole('textbox', { name: t('campaigns.overview.name') });
    await expect.element(name).toHaveValue('春季活动');
    await name.fill(' ');
    await expect.element(save()).toBeDisabled();
    await name.fill('春季活动');
    await save().click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(server.inputsOf('campaigns', 'rename')).toEqual([]);
  });

  test('that the server refuses stays in its field, and is taken later', async () => {
    let refused = true;
    const shown = await showCampaign({
      answers: {
        units: {
          rename: ({ name: renamed }) => {
            if (refused) throw refusal('nameTaken');
            shown.change({ units: [{ id: 'u-1', name: renamed }] });
            return { ok: true };
          },
        },
      },
    });
    await button(t('campaigns.overview.renameUnit', { id: 'u-1', name: '便民服务中心' })).click();
    const field = dialog().getByRole('textbox', { name: t('campaigns.overview.unitName') });
    await field.fill('镇便民服务中心');
    await save().click();
    await expect.element(dialog().getByRole('alert')).toHaveTextContent(t('errors.nameTaken'));
    await expect.element(field).toHaveValue('镇便民服务中心');
    refused = false;
    await save().click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(page.getByText('镇便民服务中心')).toBeVisible();
    expect(shown.server.inputsOf('units', 'rename').at(-1)).toEqual({ unitId: 'u-1', name: '镇便民服务中心' });
  });
});

test('units are added one a line', async () => {
  const { server } = await showCampaign({ answers: { units: { add: () => ({ added: 2 }) } } });
  await button(t('campaigns.overview.addUnits')).click();
  const field = page.getByRole('textbox', { name: t('campaigns.overview.addUnits') });
  await field.fill('李家村\n\n 王家村 ');
  await button(t('campaigns.overview.addUnitsSubmit', { count: 2 })).click();
  await expect.element(field).not.toBeInTheDocument();
  expect(server.inputsOf('units', 'add')).toEqual([{ campaignId: 'c-1', names: ['李家村', '王家村'] }]);
});

describe('what cannot be taken back asks first', () => {
  const questions = [
    {
      what: 'removing a person',
      open: () => t('campaigns.people.remove', { name: 'Wang' }),
      confirm: () => t('campaigns.people.removeConfirm'),
      asked: ['members', 'remove', { campaignId: 'c-1', userId: 'user-2' }],
    },
    {
      what: 'revoking an invitation',
      open: () => t('campaigns.people.revoke', { name: 'Zhou' }),
      confirm: () => t('campaigns.people.revokeConfirm'),
      asked: ['invitations', 'revoke', { invitationId: 'i-1' }],
    },
    {
      what: 'removing a unit',
      open: () => t('campaigns.overview.removeUnit', { id: 'u-2', name: '石桥村' }),
      confirm: () => t('common.delete'),
      asked: ['units', 'remove', { unitId: 'u-2' }],
    },
  ] as const;

  test.each(questions)('$what', async ({ open, confirm, asked: [group, name, input] }) => {
    const refuse = () => {
      throw refusal('lastFacilitator');
    };
    const { server } = await showCampaign({
      answers: { members: { remove: refuse }, invitations: { revoke: refuse }, units: { remove: refuse } },
    });
    const requests = () => server.asked.filter(({ path }) => path === `${group}.${name}`).map((asked) => asked.input);
    await button(open()).click();
    await dialog()
      .getByRole('button', { name: t('common.cancel') })
      .click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await button(open()).click();
    await dialog().getByRole('button', { name: confirm() }).click();
    await expect.poll(requests).toEqual([input]);
    // And says why it was not done.
    await expect.element(page.getByRole('alert')).toHaveTextContent(t('errors.lastFacilitator'));
  });
});

test.each(LANGUAGES)('in %s going back to the templates asks before typed words are lost', async (language) => {
  await showPage(
    '/campaigns/new',
    campaignAnswers(() => testCampaign('facilitator')),
    language,
  );
  const name = page.getByRole('textbox', { name: t('campaigns.wizard.name') });
  const back = button(t('campaigns.wizard.back'));
  const own = page.getByRole('button', { name: t('campaigns.wizard.own'), exact: false });
  await own.click();
  // Nothing is typed, nothing is asked.
  await back.click();
  await own.click();
  await name.fill('Spring');
  await back.click();
  await expectCleanWords(dialog(), language);
  await dialog()
    .getByRole('button', { name: t('campaigns.wizard.stay') })
    .click();
  await expect.element(name).toHaveValue('Spring');
  await back.click();
  await dialog()
    .getByRole('button', { name: t('campaigns.wizard.backConfirm') })
    .click();
  await expect.element(own).toBeVisible();
  await own.click();
  await expect.element(name).toHaveValue('');
  await back.click();
});

test.each(LANGUAGES)('in %s every dialog has words for everything', async (language) => {
  await showCampaign({ language, answers: { invitations: { create: () => INVITED } } });
  const unit = { id: 'u-1', name: testCampaign('facilitator', { latin: language === 'en' }).units[0]?.name ?? '' };
  for (const name of [
    t('campaigns.overview.rename'),
    t('campaigns.overview.renameUnit', unit),
    t('campaigns.overview.removeUnit', unit),
    t('campaigns.people.remove', { name: 'Wang' }),
    t('campaigns.people.revoke', { name: 'Zhou' }),
  ]) {
    await button(name).click();
    await expectCleanWords(dialog(), language);
    await dialog()
      .getByRole('button', { name: t('common.cancel') })
      .click();
    await expect.element(dialog()).not.toBeInTheDocument();
  }
  await button(t('campaigns.people.invite')).click();
  await dialog()
    .getByRole('radio', { name: t('common.roles.liaison'), exact: false })
    .click();
  await dialog()
    .getByRole('button', { name: t('campaigns.people.createLink') })
    .click();
  await expectCleanWords(dialog(), language);
  await dialog().getByRole('combobox').selectOptions(unit.name);
  await dialog()
    .getByRole('button', { name: t('campaigns.people.createLink') })
    .click();
  await expect.element(dialog().getByText(t('campaigns.people.linkReady'))).toBeVisible();
  await expectCleanWords(dialog(), language);
});
