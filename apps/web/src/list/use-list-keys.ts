import type { ClusterView, Point } from '@gongyi/board';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { SessionView } from '../api/trpc.ts';
import { canDeletePoint, canEditPoint } from '../session/document/point-rights.ts';
import { wantPoint } from '../session/document/wanted-point.ts';
import { pointElementId, pointIdOf } from '../session/points/point-element.ts';
import type { PointCommands } from '../session/points/use-point-commands.ts';
import type { Votes } from '../session/votes/use-votes.ts';
import { type ListSection, stopsOf } from './use-list-sections.ts';
import type { Selection } from './use-selection.ts';
import { useListShortcuts } from './use-shortcuts.ts';

type Keys = {
  readonly session: SessionView;
  readonly points: readonly Point[];
  readonly badges: ReadonlyMap<string, unknown>;
  readonly clusters: readonly ClusterView[];
  readonly sections: readonly ListSection[];
  readonly votes: Votes;
  readonly commands: PointCommands;
  /** What is null here may not be done, or not now. */
  readonly selection: Selection | null;
  readonly find: RefObject<HTMLElement | null>;
  readonly text: RefObject<HTMLElement | null>;
  readonly onEdit: (pointId: string) => void;
  readonly onMerge: (() => void) | null;
  readonly onPromote: (() => void) | null;
  readonly onUndo: (() => void) | null;
};

/** The keys of the list; those for one point mean the one that has the focus, or has it inside. */
export function useListKeys(keys: Keys): void {
  const { session, points, badges, clusters, votes, commands, selection } = keys;
  const pointAt = (focused: HTMLElement | null): Point | undefined => {
    const id = pointIdOf(focused);
    return points.find((point) => point.id === id);
  };
  const clusterAt = (focused: HTMLElement | null): ClusterView | undefined => {
    const id = pointIdOf(focused);
    return clusters.find((cluster) => cluster.id === id || cluster.members.some((member) => member.id === id));
  };
  const step = (by: number) => (focused: HTMLElement | null) => {
    const stops = stopsOf(keys.sections);
    const id = pointIdOf(focused);
    const next = id !== null && stops.includes(id) ? stops[stops.indexOf(id) + by] : stops[0];
    if (next === undefined) return false;
    // The row may be far from those in sight, which alone are drawn.
    flushSync(() => wantPoint(next));
    const row = document.getElementById(pointElementId(next));
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return row !== null;
  };
  const vote = (give: boolean) => (focused: HTMLElement | null) => {
    const cluster = clusterAt(focused);
    const targetId = cluster?.id ?? pointIdOf(focused);
    if (targetId === null || !votes.open) return false;
    if (give) {
      votes.cast(targetId);
      return true;
    }
    votes.withdraw([targetId, ...(cluster?.members ?? []).map(({ id }) => id)]);
    return true;
  };
  useListShortcuts({
    find: () => focus(keys.find),
    add: () => focus(keys.text),
    nextPoint: step(1),
    previousPoint: step(-1),
    edit: (focused) => {
      const point = pointAt(focused);
      if (point === undefined || !canEditPoint(session, point)) return false;
      keys.onEdit(point.id);
      return true;
    },
    choose: (focused) => {
      const point = pointAt(focused);
      const chosen = point === undefined ? (clusterAt(focused)?.members ?? []) : [point];
      if (selection === null || chosen.length === 0) return false;
      for (const { id } of chosen) if (!badges.has(id)) selection.toggle(id);
      return true;
    },
    endorse: vote(true),
    takeVoteBack: vote(false),
    remove: (focused) => {
      const point = pointAt(focused);
      if (point === undefined || !canDeletePoint(session, point, badges.has(point.id))) return false;
      commands.remove(point.id);
      return true;
    },
    merge: () => run(keys.onMerge),
    promote: () => run(keys.onPromote),
    undo: () => run(keys.onUndo),
  });
}

function focus(field: RefObject<HTMLElement | null>): boolean {
  field.current?.focus();
  return field.current !== null;
}

function run(command: (() => void) | null): boolean {
  command?.();
  return command !== null;
}
