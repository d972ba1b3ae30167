import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
// Loaded before the first test begins, which waits for the page alone.
import '../session/session-gate.tsx';
import type { SessionView } from '../api/trpc.ts';
import { serveDocument } from '../session/document/test/document-server.ts';
import { showPage } from '../test/show-page.tsx';
import { testSession } from '../test/test-session.ts';
import './phone-page.tsx';

/**
 * The phone of somebody who may write and vote, while points are collected; `goOn` begins the
 * voting.
 */
async function showPhone() {
  const voting = testSession('secretary');
  let session: SessionView = { ...voting, stage: 'collect' };
  serveDocument();
  const mine = () => ({ ...session.voting, open: true, spent: 0, left: session.voting.budget, votes: [] });
  const server = await showPage(`/s/${session.id}`, {
    sessions: { get: () => session },
    actions: { badges: () => [] },
    outcomes: { dispositions: () => [] },
    prompts: { answers: () => [] },
    votes: { mine, totals: () => ({ hidden: false, totals: [], voters: 0 }) },
  });
  await expect.element(text()).toBeVisible();
  return () => {
    session = voting;
    server.tell('session.stageChanged', session.id);
  };
}

const text = () => page.getByRole('textbox', { name: t('points.form.text') });
const tab = (name: 'write' | 'all') => page.getByRole('button', { name: t(`points.phone.${name}`), exact: false });

test('whoever has sent their last point is taken to where the votes are given', async () => {
  const goOn = await showPhone();
  // The field keeps the focus, and the keyboard, for the next one.
  await text().click();
  goOn();
  await expect.element(tab('all')).toHaveAttribute('aria-current', 'page');
});

test('whoever is writing goes on writing', async () => {
  const goOn = await showPhone();
  await text().fill('路灯坏了');
  goOn();
  await expect.element(page.getByText(t('facilitate.stage.doNow.vote'), { exact: false })).toBeVisible();
  await expect.element(text()).toHaveValue('路灯坏了');
  await expect.element(tab('write')).toHaveAttribute('aria-current', 'page');
});
