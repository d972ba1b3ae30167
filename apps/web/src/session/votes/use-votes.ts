import { newId } from '@gongyi/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveEvent } from '../../api/live-event.ts';
import { isAnswer } from '../../api/refusal-of.ts';
import { type RouterOutputs, type SessionView, useTRPC } from '../../api/trpc.ts';
import { useRefusal } from '../../api/use-refusal.ts';
import {
  countVotesByTarget,
  type OwnVote,
  type PendingVote,
  withOwnChange,
  withPendingVotes,
} from './pending-votes.ts';

/** A vote may be sent again without harm: its id is the page's. */
const MOST_TRIES = 8;

const NO_VOTES: readonly OwnVote[] = [];

export type Votes = {
  /** Whether this person may give and take back votes now. */
  readonly open: boolean;
  readonly budget: number;
  readonly perPoint: number;
  readonly left: number;
  /** Of one's own. */
  readonly spentOn: (targetId: string) => number;
  /** Of everybody; null while totals are hidden, or not known yet. */
  readonly total: (targetId: string) => number | null;
  /** Every point and cluster that has a vote, as far as this page may know. */
  readonly targets: () => Iterable<string>;
  readonly cast: (targetId: string) => void;
  /** Takes back the last vote that one gave to any of these. */
  readonly withdraw: (targetIds: readonly string[]) => void;
  /** Why the last press of a button did nothing, in words. */
  readonly refusal: string | null;
  /** Why one's votes are one's own again though one took none back, in words. */
  readonly returned: string | null;
};

/**
 * A person's votes in a session. Shown at once, sent one after the other, and again when no answer
 * comes. Call it once on a page.
 */
export function useVotes(session: SessionView): Votes {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const inWords = useRefusal();
  const sessionId = session.id;
  const mine = useQuery(trpc.votes.mine.queryOptions({ sessionId }));
  const totals = useQuery(trpc.votes.totals.queryOptions({ sessionId }));
  const [pending, setPending] = useState<readonly PendingVote[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const stored = mine.data?.votes ?? NO_VOTES;
  const { returned, noteReturned, noteOwnAnswer } = useReturnedVotes(session, stored.length);

  const settle = useCallback((kind: PendingVote['kind'], voteId: string): void => {
    setPending((before) => before.filter((step) => step.kind !== kind || step.id !== voteId));
  }, []);
  const options = {
    // One after the other, so that a vote is there before it is taken back.
    scope: { id: `votes ${sessionId}` },
    retry: (tries: number, error: unknown) => !isAnswer(error) && tries < MOST_TRIES,
    onSuccess: async (answer: RouterOutputs['votes']['mine']) => {
      const queryKey = trpc.votes.mine.queryKey({ sessionId });
      // An older answer that is on its way would take the vote back for a moment.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, answer);
      noteOwnAnswer(answer.votes.length);
    },
    onError: (error: unknown) => {
      setRefusal(inWords(error));
      void queryClient.invalidateQueries(trpc.votes.pathFilter());
    },
  };
  // Settled here and not where it is sent: of several that are sent before the first is answered,
  // only the last is told there.
  const { mutate: sendVote } = useMutation(
    trpc.votes.cast.mutationOptions({ ...options, onSettled: (_, __, { voteId }) => settle('cast', voteId) }),
  );
  const { mutate: sendWithdrawal } = useMutation(
    trpc.votes.withdraw.mutationOptions({ ...options, onSettled: (_, __, { voteId }) => settle('withdraw', voteId) }),
  );

  const { budget, perPoint } = mine.data ?? session.voting;
  const open = session.rights.vote && mine.data !== undefined;
  const notOpen = t(session.me.takesPart ? 'errors.votingClosed' : 'errors.otherDevice');
  // Before the new answer is here, the one from before the voting would still be shown.
  const hidden = totals.data?.hidden === true || (session.voting.totalsHidden && session.switches.vote);

  return useMemo<Votes>(() => {
    const votes = withPendingVotes(stored, pending);
    const shownOwn = countVotesByTarget(votes);
    const storedOwn = countVotesByTarget(stored);
    const totalOf =
      hidden || totals.data === undefined || totals.data.hidden
        ? null
        : new Map(totals.data.totals.map(({ targetId, votes: count }) => [targetId, count]));
    const left = Math.max(0, budget - votes.length);
    const spentOn = (targetId: string): number => shownOwn.get(targetId) ?? 0;
    return {
      open,
      budget,
      perPoint,
      left,
      spentOn,
      total: (targetId) =>
        totalOf === null
          ? null
          : withOwnChange(totalOf.get(targetId) ?? 0, storedOwn.get(targetId) ?? 0, spentOn(targetId)),
      targets: () => new Set([...shownOwn.keys(), ...storedOwn.keys(), ...(totalOf?.keys() ?? [])]),
      cast: (targetId) => {
        setRefusal(null);
        noteReturned(null);
        if (!open) setRefusal(notOpen);
        else if (left === 0) setRefusal(t('errors.voteBudgetSpent', { budget }));
        else if (spentOn(targetId) >= perPoint) setRefusal(t('errors.votesPerPointSpent', { limit: perPoint }));
        else {
          const step: PendingVote = { kind: 'cast', id: newId(), targetId };
          setPending((before) => [...before, step]);
          sendVote({ sessionId, voteId: step.id, targetId });
        }
      },
      withdraw: (targetIds) => {
        setRefusal(null);
        noteReturned(null);
        const vote = votes.findLast(({ targetId }) => targetIds.includes(targetId));
        if (vote === undefined) return;
        if (!open) {
          setRefusal(notOpen);
          return;
        }
        const step: PendingVote = { kind: 'withdraw', id: vote.id };
        setPending((before) => [...before, step]);
        sendWithdrawal({ sessionId, voteId: vote.id });
      },
      refusal,
      // Before the voting or after it nobody can do anything with them.
      returned: open ? returned : null,
    };
  }, [
    stored,
    pending,
    totals.data,
    hidden,
    budget,
    perPoint,
    open,
    notOpen,
    refusal,
    returned,
    noteReturned,
    sessionId,
    t,
    sendVote,
    sendWithdrawal,
  ]);
}

/**
 * Who had votes when a leader deleted some, and has none afterwards, is told so: the page would
 * else seem to have lost them. Whoever was out of reach meanwhile often learns first that the votes
 * are gone, and then why: only one's own withdrawals make it forget that there were any.
 */
function useReturnedVotes({ id: sessionId }: SessionView, count: number) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<'voided' | 'startedAnew' | null>(null);
  const had = useRef(false);
  if (count > 0) had.current = true;
  else if (reason !== null) had.current = false;
  const noteVoided = useCallback(() => had.current && setReason('voided'), []);
  const noteAnew = useCallback(() => had.current && setReason('startedAnew'), []);
  const noteOwnAnswer = useCallback((left: number) => {
    had.current = left > 0;
  }, []);
  useLiveEvent('votes.voided', sessionId, noteVoided);
  useLiveEvent('votes.startedAnew', sessionId, noteAnew);
  const returned = reason === null || count > 0 ? null : t(`deliberate.votes.${reason}`);
  return { returned, noteReturned: setReason, noteOwnAnswer };
}
