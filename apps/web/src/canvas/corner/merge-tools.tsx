import { OWN_EDIT, type PointIndex } from '@gongyi/board';
import type { Editor } from '@tldraw/tldraw';
import { memo, useMemo } from 'react';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { ClusterDialog } from '../../session/clusters/cluster-dialog.tsx';
import { SuggestionsButton } from '../../session/clusters/suggestions-button.tsx';
import type { Votes } from '../../session/votes/use-votes.ts';
import type { CanvasWiring } from '../input/use-canvas-wiring.ts';
import type { AreaModel } from '../window/area-model.ts';
import { CardMarks } from './card-marks.tsx';
import classes from './merge-tools.module.css';

type Props = {
  readonly editor: Editor;
  readonly session: SessionView;
  readonly doc: Doc;
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly wiring: CanvasWiring;
  readonly votes: Votes;
  readonly mayMerge: boolean;
  /** The cluster that is looked into, or null. */
  readonly openCluster: string | null;
  readonly onOpenCluster: (clusterId: string | null) => void;
};

/**
 * What belongs to merging around the canvas: marks on cards, the inside of a cluster, suggestions.
 */
export const MergeTools = memo(function MergeTools(props: Props) {
  const { editor, session, doc, index, areas, wiring, votes, mayMerge, openCluster, onOpenCluster } = props;
  const { clusters, commands } = wiring;
  const suggestionActions = useMemo(
    () => ({
      merge: (cardIds: readonly string[]) => void clusters.merge(commands.inOrder(cardIds)),
      moveToTheme: (cardId: string, themeId: string) => commands.moveToTheme([cardId], themeId),
    }),
    [clusters, commands],
  );
  return (
    <>
      <CardMarks editor={editor} index={index} areas={areas} wiring={wiring} />
      {mayMerge && (
        <div className={classes.corner}>
          <SuggestionsButton session={session} doc={doc} actions={suggestionActions} look="tool" />
        </div>
      )}
      <ClusterDialog
        session={session}
        doc={doc}
        clusterId={openCluster}
        origin={OWN_EDIT}
        votes={votes}
        actions={mayMerge ? clusters : null}
        onClose={() => {
          onOpenCluster(null);
          editor.getContainer().focus({ preventScroll: true });
        }}
      />
    </>
  );
});
