import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { POINT_CATEGORIES, POINT_LEVELS, POINT_SOURCES } from '../point.ts';
import { idField, lineField, textField } from './fields.ts';

/** Which prompt card of a theme, counted from 0. */
const promptField = z
  .int()
  .min(0)
  .max(LIMITS.promptsPerTheme - 1);

const pointFields = {
  /** A theme of the campaign, or the inbox. */
  themeId: idField,
  text: textField(LIMITS.pointTextChars).pipe(z.string().min(1)),
  source: z.enum(POINT_SOURCES).nullable().default(null),
  channel: lineField(LIMITS.channelChars).default(''),
  category: z.enum(POINT_CATEGORIES).default('problem'),
  level: z.enum(POINT_LEVELS).nullable().default(null),
  /** The prompt card that it answers. */
  prompt: promptField.nullable().default(null),
};

/**
 * `pointId` is made by the page, and stays the point's id when it is revealed: sending the same
 * twice writes one.
 */
export const writePrivatePointInput = z.object({ sessionId: idField, pointId: idField, ...pointFields });
export type WritePrivatePointInput = z.output<typeof writePrivatePointInput>;

export const deletePrivatePointInput = z.object({ sessionId: idField, pointId: idField });
export type DeletePrivatePointInput = z.output<typeof deletePrivatePointInput>;

/** "I looked, and found no problem here", said of one prompt card; or taken back. */
export const answerPromptInput = z.object({
  sessionId: idField,
  themeId: idField,
  prompt: promptField,
  noProblem: z.boolean(),
});
export type AnswerPromptInput = z.output<typeof answerPromptInput>;
