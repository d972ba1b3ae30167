import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { RouterOutputs } from '../api/trpc.ts';
import { type Answers, refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { ACCOUNT } from '../test/test-campaign.ts';
// Loaded before the first test begins, which waits for the page alone.
import './join-page.tsx';

type Preview = RouterOutputs['participants']['peek'];

const OPEN: Preview = {
  sessionId: 's-1',
  title: '第一场',
  campaignName: '春季活动',
  units: ['石桥村'],
  anonymous: false,
  mayJoin: true,
  me: null,
};

async function showJoining(given: Partial<Preview>, answers: Answers = {}) {
  let preview: Preview = { ...OPEN, ...given };
  const server = await showPage('/j/ABCD1234', {
    account: { me: () => ({ user: null }) },
    participants: { peek: () => preview, ...answers.participants },
    ...answers,
  });
  const become = (changes: Partial<Preview>) => {
    preview = { ...preview, ...changes };
  };
  return { server, become };
}

const name = () => page.getByLabelText(t('points.join.name'));
const closed = () => page.getByText(t('points.join.closed'), { exact: false });

test('who comes while nobody new may join reads so before they type, and tries again', async () => {
  const { become } = await showJoining({ mayJoin: false });
  await expect.element(closed()).toBeVisible();
  await expect.element(page.getByRole('heading', { name: OPEN.title })).toBeVisible();
  await expect.element(name()).not.toBeInTheDocument();
  become({ mayJoin: true });
  await page.getByRole('button', { name: t('points.join.again') }).click();
  await expect.element(name()).toBeVisible();
  await expect.element(closed()).not.toBeInTheDocument();
});

test('so does who comes to an anonymous session', async () => {
  await showJoining({ mayJoin: false, anonymous: true });
  await expect.element(closed()).toBeVisible();
  await expect.element(page.getByRole('button', { name: t('points.join.submitAnonymously') })).not.toBeInTheDocument();
});

test('a device that has joined before goes on as ever', async () => {
  await showJoining({ mayJoin: false, me: { name: '李明', unit: '石桥村' } });
  await expect.element(page.getByRole('button', { name: t('points.join.continue') })).toBeVisible();
  await page.getByRole('button', { name: t('points.join.change') }).click();
  await expect.element(name()).toBeVisible();
  await expect.element(closed()).not.toBeInTheDocument();
});

test('somebody with an account is shown the way that needs no code', async () => {
  await showJoining({ mayJoin: false }, { account: { me: () => ({ user: ACCOUNT }) } });
  const link = page.getByRole('link', { name: t('points.join.withAccount', { name: ACCOUNT.name }) });
  await expect.element(link).toHaveAttribute('href', '/sessions/s-1');
});

test('when it is turned off while somebody types, they read why they are not in', async () => {
  const join = () => {
    throw refusal('joiningClosed');
  };
  await showJoining({ anonymous: true }, { participants: { peek: () => ({ ...OPEN, anonymous: true }), join } });
  await page.getByRole('button', { name: t('points.join.submitAnonymously') }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(t('errors.joiningClosed'));
});
