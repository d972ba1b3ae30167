import { formatJoinCode } from '@gongyi/domain';
import { LANGUAGES } from '@gongyi/locale';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SessionView } from '../api/trpc.ts';
// Loaded before the first test begins, which waits for the page alone.
import './staff-layout.tsx';
import { serveDocument } from '../session/document/test/document-server.ts';
import '../session/session-gate.tsx';
import '../campaigns/session/session-page.tsx';
import { expectCleanWords } from '../test/clean-words.ts';
import { FakeLedger } from '../test/fake-ledger.ts';
import { refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import { testSession } from '../test/test-session.ts';
import '../lead/people-dialog.tsx';
import '../lead/session-frame.tsx';
import '../wall/wall-page.tsx';

const CODE = 'ABCD1234';

type Options = {
  readonly at?: '' | '/wall';
  readonly mayJoin?: boolean;
  readonly language?: 'zh-CN' | 'en';
  readonly refuses?: boolean;
};

/** A page of a session with a join code, as a facilitator has it open. */
async function showSession({ at = '', mayJoin = true, language, refuses = false }: Options = {}) {
  const latin = language === 'en';
  let session: SessionView = testSession('facilitator', { latin, stage: 'collect', joinCode: CODE, mayJoin });
  serveDocument();
  const { id, title } = session;
  const summary = { id, title, createdAt: session.stageSince, stage: session.stage, closedAt: null, anonymous: false };
  const server = await showPage(
    `/sessions/${id}${at}`,
    {
      ...campaignAnswers(() => testCampaign('facilitator', { latin })),
      sessions: {
        get: () => session,
        list: () => [{ ...summary, participantCount: 7, mayJoin: session.mayJoin, joinCode: CODE }],
      },
      people: { list: () => [] },
      actions: new FakeLedger({ roles: [], unitIds: [] }, []).answers,
      facilitation: {
        setJoining: ({ on }) => {
          if (refuses) throw refusal('sessionClosed');
          session = { ...session, mayJoin: on };
          return { ok: true };
        },
      },
    },
    language,
  );
  /** Somebody else who leads does it. */
  const become = (open: boolean) => {
    session = { ...session, mayJoin: open };
    server.tell('session.joiningChanged', id);
  };
  return { server, session, become };
}

/** What it does is part of its name. */
const joining = (place: Pick<typeof page, 'getByRole'> = page) =>
  place.getByRole('switch', { name: t('sessions.host.joining'), exact: false });
const code = () => page.getByText(formatJoinCode(CODE), { exact: true });
/** How those come back who have joined. */
const comeBack = () => page.getByText(formatJoinCode(CODE), { exact: false });
const peopleButton = (key: 'open' | 'openClosed') =>
  page.getByRole('button', { name: t(`facilitate.people.${key}`), exact: true });

test('is turned off and on where the code is shown, which is shown no longer', async () => {
  const { server, session } = await showSession();
  await expect.element(code()).toBeVisible();
  await joining().click();
  await expect.element(page.getByText(t('sessions.host.joiningClosedText'))).toBeVisible();
  await expect.element(code()).not.toBeInTheDocument();
  await expect.element(comeBack()).toBeVisible();
  await expect.element(peopleButton('openClosed')).toBeVisible();
  await joining().click();
  await expect.element(code()).toBeVisible();
  await expect.element(peopleButton('open')).toBeVisible();
  expect(server.inputsOf('facilitation', 'setJoining').map(({ on }) => on)).toEqual([false, true]);
  expect(server.inputsOf('facilitation', 'setJoining')[0]?.sessionId).toBe(session.id);
});

test('is turned among the people, and follows what another leader does', async () => {
  const { server, become } = await showSession();
  await peopleButton('open').click();
  const here = joining(page.getByRole('dialog'));
  await here.click();
  await expect.poll(() => server.inputsOf('facilitation', 'setJoining').length).toBe(1);
  await expect.element(here).not.toBeChecked();
  become(true);
  await expect.element(here).toBeChecked();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('a refusal is said, and the switch stands as it was', async () => {
  await showSession({ refuses: true });
  await joining().click();
  await expect.element(page.getByText(t('errors.sessionClosed'))).toBeVisible();
  await expect.element(joining()).toBeChecked();
});

test('the switch is as high as a finger', async () => {
  await showSession();
  const label = (await joining().findElement()).closest('label');
  expect(label?.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
});

test('the wall invites nobody in by a code that would not work', async () => {
  const { become } = await showSession({ at: '/wall' });
  await expect.element(code()).toBeVisible();
  become(false);
  await expect.element(page.getByText(t('facilitate.wall.joiningClosed'))).toBeVisible();
  await expect.element(page.getByText('7', { exact: true })).toBeVisible();
  await expect.element(code()).not.toBeInTheDocument();
  await expect.element(comeBack()).toBeVisible();
  become(true);
  await expect.element(code()).toBeVisible();
});

describe.each(LANGUAGES)('its words in %s', (language) => {
  test('have no gaps, and no other language among them', async () => {
    await showSession({ mayJoin: false, language });
    await expectCleanWords(page.getByRole('main'), language);
  });

  test('also on the wall', async () => {
    await showSession({ at: '/wall', mayJoin: false, language });
    await expectCleanWords(page.getByRole('main'), language);
  });
});
