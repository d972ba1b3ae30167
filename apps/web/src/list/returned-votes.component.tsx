import { t } from 'i18next';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { showList } from './test/shown-list.ts';

type Vote = { readonly id: string; readonly targetId: string };

/** The list of somebody who has given these votes, until a leader deletes them. */
async function showVoted(given: readonly Vote[]) {
  let votes = [...given];
  const { server, session } = await showList({
    points: [{ id: 'p-1', text: '路灯坏了' }],
    votes: {
      mine: () => ({ ...session.voting, open: true, spent: votes.length, left: 3 - votes.length, votes }),
      cast: ({ voteId, targetId }) => {
        votes = [...votes, { id: voteId, targetId }];
        return { ...session.voting, open: true, spent: votes.length, left: 3 - votes.length, votes };
      },
      withdraw: ({ voteId }) => {
        votes = votes.filter(({ id }) => id !== voteId);
        return { ...session.voting, open: true, spent: votes.length, left: 3 - votes.length, votes };
      },
    },
  });
  const left = (count: number) => page.getByText(t('deliberate.votes.left', { count }));
  await expect.element(left(3 - given.length)).toBeVisible();
  const tell = (event: 'votes.voided' | 'votes.startedAnew' | 'votes.changed', rest: readonly Vote[]) => {
    votes = [...rest];
    server.tell(event, session.id);
  };
  return { server, left, tell };
}

const VOTE: Vote = { id: 'v-1', targetId: 'p-1' };
const note = (why: 'voided' | 'startedAnew') => page.getByText(t(`deliberate.votes.${why}`));

test.each(['voided', 'startedAnew'] as const)(
  'whose votes are gone has them all again, and reads why: %s',
  async (why) => {
    const { left, tell } = await showVoted([VOTE]);
    tell(`votes.${why}`, []);
    await expect.element(left(3)).toBeVisible();
    await expect.element(note(why)).toBeVisible();
    // Until they vote again.
    await page.getByRole('button', { name: t('deliberate.votes.cast', { text: '路灯坏了' }) }).click();
    await expect.element(note(why)).not.toBeInTheDocument();
    await expect.element(left(2)).toBeVisible();
  },
);

test('who keeps theirs, or had none, reads nothing of it', async () => {
  const { server, left, tell } = await showVoted([VOTE]);
  const asked = () => server.inputsOf('votes', 'mine').length;
  const before = asked();
  tell('votes.voided', [VOTE]);
  await expect.poll(asked).toBeGreaterThan(before);
  await expect.element(left(2)).toBeVisible();
  await expect.element(note('voided')).not.toBeInTheDocument();
});

test('who learns that their votes are gone before they learn why, as after an outage, reads it too', async () => {
  const { left, tell } = await showVoted([VOTE]);
  tell('votes.changed', []);
  await expect.element(left(3)).toBeVisible();
  tell('votes.voided', []);
  await expect.element(note('voided')).toBeVisible();
});

test('who took their own back reads nothing when those of others go', async () => {
  const { server, left, tell } = await showVoted([VOTE]);
  await page.getByRole('button', { name: t('deliberate.votes.withdraw', { text: '路灯坏了' }) }).click();
  await expect.element(left(3)).toBeVisible();
  await expect.poll(() => server.inputsOf('votes', 'withdraw').length).toBe(1);
  const asked = () => server.inputsOf('votes', 'mine').length;
  const before = asked();
  tell('votes.voided', []);
  await expect.poll(asked).toBeGreaterThan(before);
  await expect.element(note('voided')).not.toBeInTheDocument();
});
