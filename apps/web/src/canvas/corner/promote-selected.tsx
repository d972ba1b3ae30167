import { type Point, readPoint } from '@gongyi/board';
import { useMemo } from 'react';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { PromoteDialog } from '../../promote/promote-dialog.tsx';

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  /** None: the dialog is closed. */
  readonly pointIds: readonly string[];
  readonly onClose: () => void;
};

/**
 * The dialog that makes one action of the selected cards, with their texts as they are when it
 * opens.
 */
export function PromoteSelected({ session, doc, pointIds, onClose }: Props) {
  const points = useMemo(
    () => pointIds.map((id) => readPoint(doc, id)).filter((point): point is Point => point !== null),
    [doc, pointIds],
  );
  return (
    <PromoteDialog
      session={session}
      points={points}
      opened={points.length > 0}
      onClose={onClose}
      onPromoted={onClose}
    />
  );
}
