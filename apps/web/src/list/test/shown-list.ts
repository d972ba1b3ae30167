import { addPointToTheme, type Point, themeAreas, withInbox } from '@gongyi/board';
import type { Role } from '@gongyi/domain';
import type { Language } from '@gongyi/locale';
import { t } from 'i18next';
import { page } from 'vitest/browser';
import type { Doc } from 'yjs';
// Loaded before the first test begins, which waits for the page alone.
import '../../promote/promote-dialog.tsx';
import type { RouterOutputs, SessionView } from '../../api/trpc.ts';
import '../../shell/staff-layout.tsx';
import '../../lead/session-frame.tsx';
import '../../session/session-gate.tsx';
import type { Answers } from '../../test/fake-server.ts';
import { showPage } from '../../test/show-page.tsx';
import { campaignAnswers, testCampaign } from '../../test/test-campaign.ts';
import { testSession } from '../../test/test-session.ts';
import '../list-page.tsx';
import { serveDocument } from '../../session/document/test/document-server.ts';

type Written = {
  readonly id: string;
  readonly text: string;
  readonly themeId?: string;
  readonly mine?: boolean;
};

type Options = {
  readonly role?: Role;
  /** What is not as `testSession` has it. */
  readonly changes?: Partial<SessionView>;
  readonly points: readonly Written[];
  readonly query?: string;
  readonly language?: Language;
  readonly badges?: RouterOutputs['actions']['badges'];
  readonly actions?: Answers['actions'];
  readonly votes?: Answers['votes'];
};

/** The votes of one person, as the server counts them. */
function answerVotes({ voting }: SessionView) {
  let votes: { id: string; targetId: string }[] = [];
  const mine = () => ({ ...voting, open: true, spent: votes.length, left: voting.budget - votes.length, votes });
  return {
    mine,
    totals: () => ({ hidden: false as const, totals: [], voters: votes.length > 0 ? 1 : 0 }),
    cast: ({ voteId, targetId }) => {
      votes = [...votes, { id: voteId, targetId }];
      return mine();
    },
    withdraw: ({ voteId }) => {
      votes = votes.filter(({ id }) => id !== voteId);
      return mine();
    },
  } satisfies Answers['votes'];
}

/**
 * The list of a session in which people vote, at the page of somebody with this role; a secretary
 * may change every point.
 */
export async function showList(options: Options) {
  const { role = 'secretary', changes = {}, points, query = '', language, badges = [], actions, votes } = options;
  const session = testSession(role, { latin: language === 'en', ...changes });
  const doc = serveDocument();
  write(doc, session, points);
  const server = await showPage(
    `/sessions/${session.id}/list${query}`,
    {
      ...campaignAnswers(() => testCampaign(role)),
      sessions: { get: () => session },
      actions: { badges: () => [...badges], ...actions },
      outcomes: { dispositions: () => [] },
      prompts: { answers: () => [] },
      votes: { ...answerVotes(session), ...votes },
    },
    language,
  );
  return { server, doc, session };
}

function write(doc: Doc, session: SessionView, points: readonly Written[]): void {
  const areas = themeAreas(withInbox(session.themes));
  doc.transact(() => {
    points.forEach(({ id, text, themeId = 't-1', mine = false }, index) => {
      const author = mine ? session.me.author : { id: 'user-2', name: 'Wang' };
      // In the order in which they are named.
      const createdAt = new Date(Date.UTC(2026, 2, 1, 8, 0, index)).toISOString();
      addPointToTheme(
        doc,
        { id: id as Point['id'], themeId, text, authorId: author.id, author: author.name, createdAt },
        areas,
      );
    });
  });
}

export function row(text: string) {
  return page.getByRole('listitem').filter({ hasText: text });
}

export function chosen(text: string) {
  return page.getByRole('checkbox', { name: t('points.item.select', { text }) });
}

export async function focus(text: string): Promise<void> {
  (await row(text).findElement()).focus();
}
