import { fieldOf, readPerson } from '../document/people.ts';

/**
 * The field of an awareness state in which somebody says in which stage they are ready:
 * `readyToken`, or '' for not yet.
 */
export const READY_FIELD = 'ready';

export type ReadyCount = { readonly ready: number; readonly count: number };

/**
 * Names one visit to a stage, so that whoever was ready in the stage before, or before the session
 * came back to it, is not ready any more.
 */
export function readyToken(session: { readonly stage: string; readonly stageSince: string }): string {
  return `${session.stage} ${session.stageSince}`;
}

/**
 * How many of the connected participants are ready. Only pages of participants carry the field at
 * all, so leaders, the secretary and walls are not counted; somebody with two pages counts once and
 * is ready when one of them says so.
 */
export function countReady(states: Iterable<unknown>, token: string): ReadyCount {
  const readyById = new Map<string, boolean>();
  for (const state of states) {
    const person = readPerson(state);
    const said = fieldOf(state, READY_FIELD);
    if (person === null || typeof said !== 'string') continue;
    readyById.set(person.id, readyById.get(person.id) === true || said === token);
  }
  const ready = [...readyById.values()].filter(Boolean).length;
  return { ready, count: readyById.size };
}
