import { t } from 'i18next';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
// Loaded before the first test begins, which waits for the page alone.
import './staff-layout.tsx';
import '../account/login-page.tsx';
import { FakeLedger } from '../test/fake-ledger.ts';
import { refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { ACCOUNT, campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import '../ui/campaign-gate.tsx';
import '../campaigns/campaign-page.tsx';

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

describe('when following ends with a fault of the server', () => {
  async function showCampaign() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const campaign = testCampaign('facilitator');
    const server = await showPage(`/campaigns/${campaign.id}`, {
      ...campaignAnswers(() => campaign),
      account: { me: () => ({ user: ACCOUNT }) },
      sessions: { list: () => [] },
      actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
      members: { list: () => ({ members: [], invitations: [] }) },
    });
    await expect.poll(() => server.following).toBe(1);
    server.breakOff();
    expect(server.following).toBe(0);
    return server;
  }

  test('a page follows again after a while', async () => {
    const server = await showCampaign();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.following).toBe(1);
    server.leave();
    expect(server.following).toBe(0);
  });

  test('a page that is left meanwhile does not', async () => {
    const server = await showCampaign();
    server.leave();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.following).toBe(0);
  });
});
