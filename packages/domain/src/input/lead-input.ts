import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { SESSION_STAGES, SESSION_SWITCHES } from '../session-stage.ts';
import { idField } from './fields.ts';

/** What whoever leads a session sends. */

export const setStageInput = z.object({
  sessionId: idField,
  stage: z.enum(SESSION_STAGES),
  /** The stage that the person saw. */
  from: z.enum(SESSION_STAGES),
});
export type SetStageInput = z.output<typeof setStageInput>;

export const setSwitchInput = z.object({ sessionId: idField, name: z.enum(SESSION_SWITCHES), on: z.boolean() });
export type SetSwitchInput = z.output<typeof setSwitchInput>;

/** Of anything that is on or off. */
export const setOnInput = z.object({ sessionId: idField, on: z.boolean() });
export type SetOnInput = z.output<typeof setOnInput>;

const minutesField = z.number().min(0.25).max(LIMITS.timerMinutes);

export const setTimerInput = z.discriminatedUnion('to', [
  z.object({ sessionId: idField, to: z.literal('start'), minutes: minutesField }),
  z.object({ sessionId: idField, to: z.literal('add'), minutes: minutesField }),
  z.object({ sessionId: idField, to: z.literal('pause') }),
  z.object({ sessionId: idField, to: z.literal('resume') }),
  z.object({ sessionId: idField, to: z.literal('clear') }),
]);
export type SetTimerInput = z.output<typeof setTimerInput>;

export const setSpotlightInput = z.object({ sessionId: idField, pointId: idField.nullable() });
export type SetSpotlightInput = z.output<typeof setSpotlightInput>;

const coordinateField = z.number().min(-1_000_000).max(1_000_000);
const lengthField = z.number().positive().max(2_000_000);

/** A rectangle of the canvas, page pixels. */
const viewInput = z.object({ x: coordinateField, y: coordinateField, w: lengthField, h: lengthField });
export type CanvasView = z.output<typeof viewInput>;

/** `null` ends it. */
export const summonInput = z.object({ sessionId: idField, view: viewInput.nullable() });
export type SummonInput = z.output<typeof summonInput>;
