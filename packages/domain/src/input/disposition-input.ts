import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { DISPOSITIONS } from '../point-disposition.ts';
import { idField, textField } from './fields.ts';

const pointIds = z.array(idField).min(1).max(LIMITS.pointsPerDisposition);

export const disposePointsInput = z
  .object({
    sessionId: idField,
    pointIds,
    disposition: z.enum(DISPOSITIONS),
    /** May be empty only for what is deferred. */
    reason: textField(LIMITS.reasonChars).default(''),
  })
  .refine(({ disposition, reason }) => disposition !== 'notAdopted' || reason !== '', {
    path: ['reason'],
    message: 'reasonRequired',
  });
export type DisposePointsInput = z.output<typeof disposePointsInput>;

export const undisposePointsInput = z.object({ sessionId: idField, pointIds });
export type UndisposePointsInput = z.output<typeof undisposePointsInput>;
