import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
// Loaded before the first test begins, which waits for the page alone.
import '../app/staff-layout.tsx';
import '../account/login-page.tsx';
import { FakeLedger } from '../test/fake-ledger.ts';
import { refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { ACCOUNT, campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import './campaign-gate.tsx';
import './campaign-page.tsx';

test('a page whose socket is refused asks who it still is, and goes where it may sign in', async () => {
  let isSignedIn = true;
  const campaign = testCampaign('facilitator');
  const server = await showPage(`/campaigns/${campaign.id}`, {
    ...campaignAnswers(() => {
      if (!isSignedIn) throw refusal('notSignedIn');
      return campaign;
    }),
    account: { me: () => ({ user: isSignedIn ? ACCOUNT : null }) },
    sessions: { list: () => [] },
    actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
    members: { list: () => ({ members: [], invitations: [] }) },
  });
  await expect.element(page.getByRole('heading', { name: campaign.name })).toBeVisible();
  isSignedIn = false;
  for (let attempt = 0; attempt < 4; attempt++) server.failToConnect();
  await expect.element(page.getByRole('button', { name: t('account.login.submit') })).toBeVisible();
});

test('a campaign that is gone does not keep the tab named after the page before', async () => {
  document.title = 'the page before';
  const campaign = testCampaign('facilitator');
  await showPage(`/campaigns/${campaign.id}`, {
    ...campaignAnswers(() => {
      throw refusal('notFound');
    }),
    account: { me: () => ({ user: ACCOUNT }) },
  });
  await expect.element(page.getByRole('alert')).toHaveTextContent(t('errors.notFound'));
  expect(document.title).toBe(`${t('common.problem')} · ${t('common.product')}`);
});
