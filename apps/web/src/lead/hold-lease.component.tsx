import { t } from 'i18next';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { SessionView } from '../api/trpc.ts';
// Loaded before the first test begins, which waits for the page alone.
import '../shell/staff-layout.tsx';
import { serveDocument } from '../session/document/test/document-server.ts';
import '../session/session-gate.tsx';
import '../campaigns/session/session-page.tsx';
import { FakeLedger } from '../test/fake-ledger.ts';
import { showPage } from '../test/show-page.tsx';
import { campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import { testSession } from '../test/test-session.ts';
import './session-frame.tsx';

const LEASE_MS = 30_000;
const in30Seconds = () => new Date(Date.now() + LEASE_MS).toISOString();

/** The page of a session that somebody holds, whose clocks go on when the test says so. */
async function showHeld(hold: Partial<NonNullable<SessionView['hold']>>) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const held = { byMe: true, byName: '王芳', until: in30Seconds(), ...hold };
  const session = testSession('facilitator', { stage: 'collect', hold: held });
  serveDocument();
  const server = await showPage(`/sessions/${session.id}`, {
    ...campaignAnswers(() => testCampaign('facilitator')),
    sessions: { get: () => session, list: () => [] },
    people: { list: () => [] },
    actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
    facilitation: { hold: () => ({ until: in30Seconds() }) },
  });
  await expect.element(page.getByRole('button', { name: t('facilitate.hold.end') })).toBeVisible();
  const renewals = () => server.inputsOf('facilitation', 'hold').length;
  return { renewals };
}

test('whoever holds says again and again that they are there', async () => {
  const { renewals } = await showHeld({});
  vi.advanceTimersByTime(LEASE_MS);
  await expect.poll(renewals).toBeGreaterThan(2);
});

test('a hold that ran out meanwhile is not taken up anew', async () => {
  const { renewals } = await showHeld({ until: new Date(Date.now() - 1_000).toISOString() });
  vi.advanceTimersByTime(LEASE_MS);
  // Answered after whatever else was asked.
  await Promise.resolve();
  expect(renewals()).toBe(0);
});

test('nobody says it for another who holds', async () => {
  const { renewals } = await showHeld({ byMe: false });
  vi.advanceTimersByTime(LEASE_MS);
  await Promise.resolve();
  expect(renewals()).toBe(0);
});
