import type { Point } from '@gongyi/board';
import type { ActionBadge } from '@gongyi/domain';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { PointRow } from '../session/point-row.tsx';
import type { PointCommands } from '../session/points/use-point-commands.ts';
import { MoreRows } from './more-rows.tsx';
import classes from './phone-page.module.css';
import { useShownPart } from './use-shown-part.ts';

export type PhoneItems = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly points: readonly Point[];
  readonly badges: ReadonlyMap<string, ActionBadge>;
  readonly unsent: ReadonlySet<string>;
  readonly commands: PointCommands;
  readonly editingId: string | null;
  readonly onEdit: (pointId: string | null) => void;
};

/** Points one below the other. */
export function PhoneItemList({ points, badges, unsent, editingId, session, doc, commands, onEdit }: PhoneItems) {
  const part = useShownPart(points, { needed: [editingId], idsOf: ({ id }) => [id] });
  return (
    <>
      <ul className={classes.items}>
        {part.shown.map((point) => (
          <PointRow
            key={point.id}
            session={session}
            doc={doc}
            point={point}
            badge={badges.get(point.id)}
            unsent={unsent.has(point.id)}
            editing={editingId === point.id}
            onEdit={onEdit}
            commands={commands}
          />
        ))}
      </ul>
      <MoreRows part={part} points={points} />
    </>
  );
}
