import {
  setOnInput,
  setSpotlightInput,
  setStageInput,
  setSwitchInput,
  setTimerInput,
  summonInput,
} from '@gongyi/domain';
import { answerFor, done, doneFor } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { holdSession, releaseSession } from './decisions/hold-session.ts';
import { setAnonymous } from './decisions/set-anonymous.ts';
import { setJoining } from './decisions/set-joining.ts';
import { setPrivateWriting } from './decisions/set-private-writing.ts';
import { setSpotlight } from './decisions/set-spotlight.ts';
import { setStage } from './decisions/set-stage.ts';
import { setSwitch } from './decisions/set-switch.ts';
import { setTimer } from './decisions/set-timer.ts';
import { summon } from './decisions/summon.ts';

/**
 * What whoever leads a session does to it. What comes of it, every page reads from `sessions.get`.
 */
export const facilitationRouter = router({
  setStage: procedure.input(setStageInput).mutation(done(setStage)),
  setSwitch: procedure.input(setSwitchInput).mutation(done(setSwitch)),
  setTimer: procedure.input(setTimerInput).mutation(done(setTimer)),
  setSpotlight: procedure.input(setSpotlightInput).mutation(done(setSpotlight)),
  summon: procedure.input(summonInput).mutation(done(summon)),
  hold: sessionProcedure.mutation(answerFor('sessionId', holdSession)),
  release: sessionProcedure.mutation(doneFor('sessionId', releaseSession)),
  setAnonymous: procedure.input(setOnInput).mutation(done(setAnonymous)),
  setJoining: procedure.input(setOnInput).mutation(done(setJoining)),
  setPrivateWriting: procedure.input(setOnInput).mutation(done(setPrivateWriting)),
});
