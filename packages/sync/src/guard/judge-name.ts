import { CLUSTER_KIND, POINT_FIELDS } from '@gongyi/board';
import type * as Y from 'yjs';
import type { ShownName } from '../ports.ts';
import { liveValues, plainValues, type RecordEdit, valuesOf } from './places.ts';
import type { FormerRecord, Judged } from './record-rights.ts';
import { Refusal } from './rules.ts';

const { author: AUTHOR, unit: UNIT } = POINT_FIELDS;

/** The name that a record had may be said again by what takes its place, or brings it back. */
export type NamedBefore = {
  /** What it takes the place of. */
  readonly replaced: Y.Map<unknown> | null;
  readonly former: FormerRecord | undefined;
};

/**
 * That a point or cluster bears a name of the person who makes it, with the unit that goes with it,
 * or those that it had. A name is what people read, and what goes into the official list; nobody
 * looks at the author's id. Whoever may edit any record writes in the name of whoever proposed it.
 */
export function judgeName(
  edit: RecordEdit,
  kind: unknown,
  clientId: number | null,
  judged: Judged,
  before: NamedBefore,
): void {
  if (judged.rights.editAny || edit.isDeleted) return;
  const isNobodys = kind === CLUSTER_KIND && plainValues(edit, POINT_FIELDS.authorId).length === 0;
  const isWhole = namesOf(judged, before).some((pair) => {
    const name = isSaid(edit, AUTHOR, pair.name);
    // A cluster has no unit; one that is nobody's needs no name.
    if (kind === CLUSTER_KIND) return name || (isNobodys && isSaid(edit, AUTHOR, ''));
    return name && isSaid(edit, UNIT, pair.unit);
  });
  if (!isWhole) throw new Refusal('name', clientId);
}

/**
 * The same of what is no record yet. Somebody else, on another node, may make one of it at the same
 * moment.
 */
export function judgePieceOfName(edit: RecordEdit, judged: Judged, before: NamedBefore): void {
  if (judged.rights.editAny) return;
  const names = namesOf(judged, before);
  for (const [field, allowed] of [
    [AUTHOR, names.map(({ name }) => name)],
    [UNIT, names.map(({ unit }) => unit)],
  ] as const) {
    for (const placed of edit.fields.get(field) ?? []) {
      if (!valuesOf(placed).every((value) => allowed.some((one) => one === value))) {
        throw new Refusal('name', placed.incoming.clientId);
      }
    }
  }
}

function namesOf({ names }: Judged, { replaced, former }: NamedBefore): readonly ShownName[] {
  const had: ShownName[] = [];
  if (replaced !== null) had.push({ name: wordsOf(replaced.get(AUTHOR)), unit: wordsOf(replaced.get(UNIT)) });
  if (former !== undefined) had.push({ name: wordsOf(former.author), unit: wordsOf(former.unit) });
  return [...names, ...had];
}

/**
 * Nothing that is said of the field is anything else, and something of it stays. Empty words are
 * not written.
 */
function isSaid(edit: RecordEdit, field: string, words: string): boolean {
  const had = edit.record?.has(field) ? [edit.record.get(field)] : [];
  const said = [...had, ...plainValues(edit, field)];
  if (words === '') return said.length === 0;
  const stays = had.length > 0 || liveValues(edit.fields.get(field)).length > 0;
  return stays && said.every((value) => value === words);
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
