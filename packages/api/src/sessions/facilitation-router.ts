import {
  idField,
  setOnInput,
  setSpotlightInput,
  setStageInput,
  setSwitchInput,
  setTimerInput,
  summonInput,
} from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { holdSession, releaseSession } from './decisions/hold-session.ts';
import { setAnonymous } from './decisions/set-anonymous.ts';
import { setJoining } from './decisions/set-joining.ts';
import { setPrivateWriting } from './decisions/set-private-writing.ts';
import { setSpotlight } from './decisions/set-spotlight.ts';
import { setStage } from './decisions/set-stage.ts';
import { setSwitch } from './decisions/set-switch.ts';
import { setTimer } from './decisions/set-timer.ts';
import { summon } from './decisions/summon.ts';

const sessionInput = z.object({ sessionId: idField });

type Done = { ok: true };
const DONE: Done = { ok: true };

/** What whoever leads a session does to it. What comes of it, every page reads from `sessions.get`. */
export const facilitationRouter = router({
  setStage: procedure.input(setStageInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setStage(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  setSwitch: procedure.input(setSwitchInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setSwitch(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  setTimer: procedure.input(setTimerInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setTimer(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  setSpotlight: procedure.input(setSpotlightInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setSpotlight(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  summon: procedure.input(summonInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await summon(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  hold: procedure
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => holdSession(ctx.deps, await ctx.loadActor(), input.sessionId)),
  release: procedure.input(sessionInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await releaseSession(ctx.deps, await ctx.loadActor(), input.sessionId);
    return DONE;
  }),
  setAnonymous: procedure.input(setOnInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setAnonymous(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  setJoining: procedure.input(setOnInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setJoining(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
  setPrivateWriting: procedure.input(setOnInput).mutation(async ({ ctx, input }): Promise<Done> => {
    await setPrivateWriting(ctx.deps, await ctx.loadActor(), input);
    return DONE;
  }),
});
