import { type SessionStage, type SessionSwitch, type SetTimerInput, STAGE_SWITCHES } from '@gongyi/domain';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { useRefusal } from '../../api/use-refusal.ts';

type TimerStep = SetTimerInput extends infer Step ? (Step extends unknown ? Omit<Step, 'sessionId'> : never) : never;

/**
 * What whoever leads does to a session. Shown at once, before the server has answered; a refusal is
 * told in a toast, and what the server has is shown again.
 */
export function useLead(session: SessionView) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const sessionId = session.id;
  const queryKey = trpc.sessions.get.queryKey({ sessionId });

  function expect(change: Partial<SessionView>): void {
    // An answer that is on its way would bring the old state back for a moment.
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (old) => (old === undefined ? old : { ...old, ...change }));
  }

  const outcome = {
    onError: (error: unknown) => {
      notifications.show({ color: 'red', message: refusal(error) });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  };

  const stage = useMutation(
    trpc.facilitation.setStage.mutationOptions({
      ...outcome,
      onMutate: ({ stage: next }) =>
        expect({
          stage: next,
          closed: next === 'closed',
          stageSince: new Date().toISOString(),
          switches: STAGE_SWITCHES[next],
        }),
      onSettled: () => queryClient.invalidateQueries(trpc.sessions.pathFilter()),
    }),
  );
  // To the stage in which it was closed, which the server knows.
  const reopen = useMutation(
    trpc.sessions.reopen.mutationOptions({
      ...outcome,
      onSettled: () => queryClient.invalidateQueries(trpc.sessions.pathFilter()),
    }),
  );
  const flip = useMutation(
    trpc.facilitation.setSwitch.mutationOptions({
      ...outcome,
      onMutate: ({ name, on }) => expect({ switches: { ...session.switches, [name]: on } }),
    }),
  );
  const timer = useMutation(trpc.facilitation.setTimer.mutationOptions(outcome));
  const spotlight = useMutation(
    trpc.facilitation.setSpotlight.mutationOptions({
      ...outcome,
      onMutate: ({ pointId }) => expect({ spotlight: pointId }),
    }),
  );
  const summon = useMutation(trpc.facilitation.summon.mutationOptions(outcome));
  const hold = useMutation(trpc.facilitation.hold.mutationOptions(outcome));
  const release = useMutation(
    trpc.facilitation.release.mutationOptions({ ...outcome, onMutate: () => expect({ hold: null }) }),
  );

  return {
    /**
     * With the one that was just turned, until the server's answer is here: news of something else
     * may still bring its old state.
     */
    switches: flip.isPending ? { ...session.switches, [flip.variables.name]: flip.variables.on } : session.switches,
    /** Rejects when it is refused, for whoever has more to do afterwards. */
    setStage: (next: SessionStage) => stage.mutateAsync({ sessionId, stage: next, from: session.stage }),
    reopen: () => reopen.mutate({ sessionId }),
    setSwitch: (name: SessionSwitch, on: boolean) => flip.mutate({ sessionId, name, on }),
    setTimer: (step: TimerStep) => timer.mutate({ ...step, sessionId } as SetTimerInput),
    setSpotlight: (pointId: string | null) => spotlight.mutate({ sessionId, pointId }),
    summon: (view: { x: number; y: number; w: number; h: number } | null) => summon.mutate({ sessionId, view }),
    hold: () => hold.mutate({ sessionId }),
    release: () => release.mutate({ sessionId }),
    isChangingStage: stage.isPending,
    isHolding: hold.isPending,
  };
}

export type Lead = ReturnType<typeof useLead>;
