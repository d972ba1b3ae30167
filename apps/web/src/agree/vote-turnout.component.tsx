import { LANGUAGES, type Language } from '@gongyi/locale';
import { t } from 'i18next';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { RouterOutputs, SessionView } from '../api/trpc.ts';
// Loaded before the first test begins, which waits for the page alone.
import '../shell/staff-layout.tsx';
import '../lead/session-frame.tsx';
import { serveDocument } from '../session/document/test/document-server.ts';
import '../session/session-gate.tsx';
import { expectCleanWords } from '../test/clean-words.ts';
import { type Answers, refusal } from '../test/fake-server.ts';
import { showPage } from '../test/show-page.tsx';
import { campaignAnswers, testCampaign } from '../test/test-campaign.ts';
import { testSession } from '../test/test-session.ts';
import './votes-page.tsx';

type Turnout = RouterOutputs['votes']['turnout'];

type Options = {
  readonly turnout: Turnout;
  readonly session?: Partial<SessionView>;
  readonly votes?: Answers['votes'];
  readonly language?: Language;
};

/** The page on which a facilitator sees how the voting stands. */
async function showVotes({ turnout, session: changes, votes, language }: Options) {
  const session = testSession('facilitator', { latin: language === 'en', ...changes });
  serveDocument();
  let now = turnout;
  const server = await showPage(
    `/sessions/${session.id}/votes`,
    {
      ...campaignAnswers(() => testCampaign('facilitator', { latin: language === 'en' })),
      sessions: { get: () => session },
      votes: {
        totals: () => ({ hidden: false, totals: [], voters: now.voters }),
        remaining: () => ({ begun: true, anonymous: false, people: [] }),
        turnout: () => now,
        ...votes,
      },
    },
    language,
  );
  const become = (next: Turnout) => {
    now = next;
    server.tell('votes.changed', session.id);
  };
  return { server, session, become };
}

const NOBODY: Turnout = { present: 3, voters: 0, votes: 0, away: { votes: 0, people: 0 } };
const FITS: Turnout = { present: 9, voters: 5, votes: 15, away: { votes: 0, people: 0 } };
const TOO_MANY: Turnout = { present: 2, voters: 5, votes: 15, away: { votes: 12, people: 4 } };

const button = (key: 'void' | 'anew' | 'voidConfirm' | 'anewConfirm') =>
  page.getByRole('button', { name: t(`deliberate.turnout.${key}`), exact: true });
const panel = () => page.getByRole('region', { name: t('deliberate.turnout.title') });
const more = (count: number) => panel().getByText(t('deliberate.turnout.more', { count }));
const counts = (votes: number, people: number) => ({
  votes: t('deliberate.votes.total', { count: votes }),
  people: t('deliberate.turnout.people', { count: people }),
});

test('says how many have voted and how many are present, in the console as well, and follows', async () => {
  const { become } = await showVotes({ turnout: NOBODY });
  await expect.element(panel()).toHaveTextContent(t('deliberate.turnout.people', { count: 3 }));
  await expect.element(button('anew')).not.toBeInTheDocument();
  const brief = page.getByRole('link', { name: t('deliberate.turnout.brief', { voters: 0, present: 3 }) });
  await expect.element(brief).toBeVisible();

  become(FITS);
  await expect.element(panel()).toHaveTextContent(t('deliberate.turnout.people', { count: 9 }));
  await expect.element(button('anew')).toBeVisible();
  await expect.element(button('void')).not.toBeInTheDocument();
  await expect.element(more(-4)).not.toBeInTheDocument();

  become(TOO_MANY);
  await expect.element(more(3)).toBeVisible();
  await expect.element(button('void')).toBeVisible();
});

test('votes of those who are away are voided after one more question, and what was done is said', async () => {
  const { server, session } = await showVotes({
    turnout: TOO_MANY,
    // Two came back meanwhile.
    votes: { voidAway: () => ({ votes: 6, people: 2 }) },
  });
  await button('void').click();
  await expect.element(page.getByText(t('deliberate.turnout.voidText', counts(12, 4)))).toBeVisible();
  await page.getByRole('button', { name: t('common.cancel') }).click();
  expect(server.inputsOf('votes', 'voidAway')).toEqual([]);
  await button('void').click();
  await button('voidConfirm').click();
  await expect.element(page.getByText(t('deliberate.turnout.voided', counts(6, 2)))).toBeVisible();
  expect(server.inputsOf('votes', 'voidAway')).toEqual([{ sessionId: session.id }]);
});

test('when everybody has come back, it is said that nothing was voided', async () => {
  await showVotes({ turnout: TOO_MANY, votes: { voidAway: () => ({ votes: 0, people: 0 }) } });
  await button('void').click();
  await button('voidConfirm').click();
  await expect.element(page.getByText(t('deliberate.turnout.voidedNone'))).toBeVisible();
});

test('starting anew asks once more with the numbers, and says what is gone', async () => {
  const { server, session } = await showVotes({
    turnout: FITS,
    votes: { startAnew: () => ({ votes: 16, people: 6 }) },
  });
  await button('anew').click();
  const question = t('deliberate.turnout.anewText', { ...counts(15, 5), budget: session.voting.budget });
  await expect.element(page.getByText(question)).toBeVisible();
  await button('anewConfirm').click();
  await expect.element(page.getByText(t('deliberate.turnout.startedAnew', counts(16, 6)))).toBeVisible();
  expect(server.inputsOf('votes', 'startAnew')).toEqual([{ sessionId: session.id }]);
});

test('a refusal is said beside the buttons', async () => {
  const voidAway = () => {
    throw refusal('sessionClosed');
  };
  await showVotes({ turnout: TOO_MANY, votes: { voidAway } });
  await button('void').click();
  await button('voidConfirm').click();
  await expect.element(panel().getByRole('alert')).toHaveTextContent(t('errors.sessionClosed'));
});

test('in an anonymous session the votes of few are not to be voided, and the reason is said', async () => {
  const away = { votes: null, people: 2 };
  const { become } = await showVotes({ turnout: { ...TOO_MANY, away }, session: { anonymous: true } });
  await expect.element(panel().getByText(t('errors.tooFewAway', { least: 3 }))).toBeVisible();
  await expect.element(button('void')).not.toBeInTheDocument();
  await expect.element(button('anew')).toBeVisible();
  become({ ...TOO_MANY, away: { votes: null, people: 4 } });
  await expect.element(button('void')).toBeVisible();
  const people = t('deliberate.turnout.people', { count: 4 });
  await expect.element(panel().getByText(t('deliberate.turnout.awayUncounted', { people }))).toBeVisible();
});

test('there is nothing of it in a session that has ended', async () => {
  await showVotes({ turnout: TOO_MANY, session: { stage: 'closed', closed: true } });
  await expect.element(page.getByText(t('deliberate.remaining.title'))).toBeVisible();
  await expect.element(panel()).not.toBeInTheDocument();
});

describe.each(LANGUAGES)('its words in %s', (language) => {
  test('have no gaps, and no other language among them', async () => {
    await showVotes({ turnout: TOO_MANY, language });
    await expect.element(more(3)).toBeVisible();
    await expectCleanWords(panel(), language);
    await button('void').click();
    await expect.element(button('voidConfirm')).toBeVisible();
    await expectCleanWords(page.getByRole('dialog'), language);
  });
});
