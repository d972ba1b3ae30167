import { t } from 'i18next';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { tellFollowing } from '../api/live-event.ts';
import '../ui/campaign-gate.tsx';
import '../campaigns/campaign-page.tsx';
import { FakeLedger } from '../test/fake-ledger.ts';
import { showPage } from '../test/show-page.tsx';
import { ACCOUNT, campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import { changeLanguage } from '../ui/i18n.ts';
import { ownScript } from './newer-build.ts';
import './staff-layout.tsx';
import { UpgradeNote } from './upgrade-note.tsx';

const note = () => page.getByRole('status').filter({ hasText: t('common.upgraded') });

beforeEach(() => window.sessionStorage.clear());
afterEach(() => window.sessionStorage.clear());

/** A page that follows events, on a server that serves this program. */
async function showNote(served: string | null) {
  await changeLanguage('zh-CN');
  const reload = vi.fn();
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  root.render(<UpgradeNote readServed={async () => served} reload={reload} spreadMs={0} />);
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
  // Until it listens.
  await expect.poll(() => place.isConnected).toBe(true);
  return { reload, begin: tellFollowing };
}

function hidePage() {
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(document, 'hidden'));
}

test('the same program, or none that is known, says nothing', async () => {
  for (const served of [ownScript(), null]) {
    const { begin } = await showNote(served);
    begin();
    await expect.element(note()).not.toBeInTheDocument();
  }
});

test('a newer one says so, and its button loads the page anew', async () => {
  const { begin, reload } = await showNote('/assets/index-newer.js');
  await expect
    .poll(() => {
      begin();
      return note().elements().length;
    })
    .toBe(1);
  await note()
    .getByRole('button', { name: t('common.reload') })
    .click();
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a page that nobody sees loads itself anew, once for each program', async () => {
  hidePage();
  for (const script of ['/assets/index-newer.js', '/assets/index-newest.js']) {
    const { begin, reload } = await showNote(script);
    await expect
      .poll(() => {
        begin();
        return reload.mock.calls.length;
      })
      .toBe(1);
    const again = await showNote(script);
    again.begin();
    await expect.element(note().first()).toBeInTheDocument();
    expect(again.reload).not.toHaveBeenCalled();
  }
});

test('a page whose events go on where they were, as after a restart, notices it as well', async () => {
  const campaign = testCampaign('facilitator');
  const server = await showPage(`/campaigns/${campaign.id}`, {
    ...campaignAnswers(() => campaign),
    account: { me: () => ({ user: ACCOUNT }) },
    sessions: { list: () => [] },
    actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
    members: { list: () => ({ members: [], invitations: [] }) },
  });
  await expect.element(page.getByRole('heading', { name: campaign.name })).toBeVisible();
  const served = vi.spyOn(window, 'fetch');
  onTestFinished(() => served.mockRestore());
  served.mockImplementation(async () => new Response('<script type="module" src="/assets/index-newer.js"></script>'));
  server.goOn();
  await expect.element(note()).toBeVisible();
});
