import type { ActionLife, ActionMove, MoveInput } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';
import { fromDay } from './action-row.ts';

type MadeMove = {
  readonly actionId: string;
  readonly move: ActionMove;
  readonly made: MoveInput;
  readonly before: ActionLife;
  readonly after: ActionLife;
  readonly now: Date;
};

/**
 * Writes what a move begins or ends into the rows that are never overwritten: rounds of closing
 * out, returns, settings aside. The action itself keeps only the last of each. The action's row is
 * locked.
 */
export async function recordMove(tx: Transaction, move: MadeMove): Promise<void> {
  const { actionId, made, before, after, now } = move;
  switch (move.move) {
    case 'submit': {
      const number = 1 + (await tx.closeOutRound.count({ where: { actionId } }));
      await tx.closeOutRound.create({
        data: { actionId, number, report: made.text, submittedById: made.userId, submittedAt: now },
      });
      return;
    }
    case 'verify':
    case 'sendBack': {
      const outcome = move.move === 'verify' ? 'verified' : 'sentBack';
      const decided = { outcome, reason: made.text, decidedById: made.userId, decidedAt: now } as const;
      // An action that was submitted before there were rounds, and whose event is lost, has none.
      await tx.closeOutRound.updateMany({ where: { actionId, outcome: null }, data: decided });
      return;
    }
    case 'reopen': {
      const last = await tx.closeOutRound.findFirst({ where: { actionId }, orderBy: { number: 'desc' } });
      if (last === null) return;
      await tx.closeOutRound.update({
        where: { actionId_number: { actionId, number: last.number } },
        data: { reopenReason: made.text, reopenedById: made.userId, reopenedAt: now },
      });
      return;
    }
    case 'return': {
      const number = 1 + (await tx.actionReturn.count({ where: { actionId } }));
      await tx.actionReturn.create({
        data: { actionId, number, reason: made.text, returnedById: made.userId, returnedAt: now },
      });
      return;
    }
    case 'defer':
    case 'makeOngoing': {
      const number = 1 + (await tx.setAside.count({ where: { actionId } }));
      await tx.setAside.create({
        data: {
          actionId,
          number,
          state: after.state,
          stateBefore: before.state,
          reason: made.text,
          nextReview: fromDay(made.reviewDate),
          setAsideById: made.userId,
          setAsideAt: now,
        },
      });
      return;
    }
    case 'resume':
      await tx.setAside.updateMany({
        where: { actionId, resumedAt: null },
        data: { resumedById: made.userId, resumedAt: now },
      });
      return;
    case 'agree':
    case 'accept':
      return;
  }
}
